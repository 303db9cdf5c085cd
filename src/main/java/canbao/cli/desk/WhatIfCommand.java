package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
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

    /** People and sums, as lines. */
    static final class WhatIfText {
        private WhatIfText() {}

        static void print(JsonObject answer) {
            summary(answer);
            JsonArray people = answer.getJsonArray("people");
            for (int i = 0; i < people.size(); i++) {
                JsonObject one = people.getJsonObject(i);
                System.out.printf(
                        "%-5s  %s %s  %s  %s → %s  %s%n",
                        one.getString("kind"),
                        one.getString("name", ""),
                        one.getString("certificate", ""),
                        one.getString("town"),
                        standing(one.getJsonObject("before")),
                        standing(one.getJsonObject("after")),
                        one.getString("person"));
            }
            if (answer.getInteger("next") > 0) {
                System.out.println("… --after " + answer.getInteger("next"));
            }
        }

        private static String standing(JsonObject standing) {
            String category = standing.getString("category");
            return (category == null ? standing.getString("reason") : category) + " ¥"
                    + yuan(standing.getLong("subsidyFen"));
        }

        static void summary(JsonObject run) {
            JsonObject totals = run.getJsonObject("totals");
            JsonObject people = totals.getJsonObject("people");
            System.out.printf("%s → %s  %s%n", run.getString("now"), run.getString("draft"), run.getString("on"));
            System.out.printf(
                    "%,d 人 / people: 新增 gain %,d, 失去 lose %,d, 增加 more %,d, 减少 less %,d, 其他 other %,d, 不变 same %,d%n",
                    people.getLong("decided"),
                    people.getLong("gain"),
                    people.getLong("lose"),
                    people.getLong("more"),
                    people.getLong("less"),
                    people.getLong("other"),
                    people.getLong("same"));
            System.out.printf(
                    "资助 / subsidy ¥%s → ¥%s (%s)%n",
                    yuan(totals.getJsonObject("before").getLong("subsidyFen")),
                    yuan(totals.getJsonObject("after").getLong("subsidyFen")),
                    signed(totals.getLong("changeFen")));
            lines("类别 / category", totals.getJsonArray("categories"));
            lines("乡镇街道 / town", totals.getJsonArray("towns"));
            System.out.println("草稿 / draft SM3 " + run.getString("digest"));
            System.out.println("试算 / what-if " + run.getLong("run") + " SM3 " + run.getString("result"));
        }

        private static void lines(String heading, JsonArray lines) {
            System.out.println(heading);
            for (int i = 0; i < lines.size(); i++) {
                JsonObject line = lines.getJsonObject(i);
                String name = line.getString("name");
                System.out.printf(
                        "  %s  +%,d −%,d  %,d → %,d 人  ¥%s → ¥%s (%s)%n",
                        name.isEmpty() ? "（不详 / not known）" : name,
                        line.getLong("gain"),
                        line.getLong("lose"),
                        line.getLong("peopleBefore"),
                        line.getLong("peopleAfter"),
                        yuan(line.getLong("subsidyBeforeFen")),
                        yuan(line.getLong("subsidyAfterFen")),
                        signed(line.getLong("changeFen")));
            }
        }

        static String yuan(long fen) {
            return "%,d.%02d".formatted(fen / 100, fen % 100);
        }

        static String signed(long fen) {
            return (fen < 0 ? "−¥" : "+¥") + yuan(Math.abs(fen));
        }
    }
}
