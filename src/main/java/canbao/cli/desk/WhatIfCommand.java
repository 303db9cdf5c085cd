package canbao.cli.desk;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub policy what-if}: what a draft would change, for everybody whom the registry knows; nothing is written. */
@Command(
        name = "what-if",
        description = {
            "试算：对所有人按现行政策和草稿各算一遍，什么都不写 / decide everybody under what is in force and under a draft; nothing is written",
            "",
            "  ./hub policy what-if draft.yaml --on 2024-11-15",
            "  ./hub policy what-if draft.yaml --kind loses --limit 200 --json > loses.json"
        })
public final class WhatIfCommand implements Callable<Integer> {
    @Mixin
    private DeskOptions desk = new DeskOptions();

    @Parameters(
            paramLabel = "DRAFT.yaml",
            description = "政策草稿，或已提交草稿的编号 / the draft, or the number of one that was submitted")
    private String draft = "";

    @Option(names = "--on", paramLabel = "DATE", description = "决定日，默认今天 / the day to decide for, by default today")
    private @Nullable LocalDate on;

    @Option(names = "--kind", defaultValue = "", description = "只列 gains、loses、more、less 或 other / list only these")
    private String kind = "";

    @Option(names = "--after", defaultValue = "0", description = "跳过几人 / pass over so many")
    private int after;

    @Option(names = "--limit", defaultValue = "50", description = "最多列几人 / list at most so many people")
    private int limit = 50;

    @Override
    public Integer call() {
        return desk.ask(
                client -> {
                    JsonObject asked = question(draft);
                    if (on != null) {
                        asked.put("on", on.toString());
                    }
                    JsonObject done = follow(client, asked);
                    String path = "/policy/what-if/" + done.getLong("run") + "/people?after=" + after + "&limit="
                            + limit + "&kind=" + kind;
                    return done.mergeIn(client.get(path));
                },
                WhatIfText::print);
    }

    static JsonObject question(String draft) {
        if (draft.matches("[0-9]{1,9}")) {
            return new JsonObject().put("draft", Long.parseLong(draft));
        }
        return new JsonObject()
                .put("text", text(draft))
                .put("name", String.valueOf(Path.of(draft).getFileName()));
    }

    static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new DeskClient.Refused(
                    "读不到文件 " + file + "：写出草稿的路径 / cannot read " + file + ": give the draft's path");
        }
    }

    /** Asks until everybody is decided; asking again after an interruption joins the same comparison. */
    static JsonObject follow(DeskClient client, JsonObject asked) {
        JsonObject run = client.post("/policy/what-if", asked);
        long shown = -1;
        while (run.getString("state").equals("RUNNING")) {
            long decided = run.getLong("decided");
            if (decided != shown) {
                shown = decided;
                long people = Math.max(1, run.getLong("people"));
                System.err.printf("试算 / what-if  %,d / %,d  %d %%%n", decided, people, decided * 100 / people);
            }
            rest();
            run = client.get("/policy/what-if/" + run.getLong("run"));
        }
        if (!run.getString("state").equals("DONE")) {
            throw new DeskClient.Refused("试算失败，原因在枢纽日志 / the what-if failed: see the hub's log");
        }
        return run;
    }

    private static void rest() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeskClient.Refused("被中断 / interrupted");
        }
    }
}
