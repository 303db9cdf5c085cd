package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Corrections: rows that we hold to be wrong, and what their agencies say to it. */
@Command(
        name = "corrections",
        description = "校核纠错：开立、查看、撤销 / corrections: open, list, show, cancel",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CorrectionsCommand.ListCommand.class,
            CorrectionsCommand.Show.class,
            CorrectionsCommand.Open.class,
            CorrectionsCommand.Cancel.class
        })
public final class CorrectionsCommand {
    private CorrectionsCommand() {}

    @Command(name = "list", description = "列出校核，先开立的在前 / corrections, oldest first")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--feed", description = "只要这个数据源的 / only of this feed")
        private String feed = "";

        @Option(names = "--state", description = "OPEN、CORRECTED、WITHDRAWN、UPHELD、CANCELLED；缺省全部 / by default all")
        private String state = "";

        @Option(names = "--after", description = "从此编号之后 / after this number")
        private long after;

        @Option(names = "--limit", description = "至多几条 / at most (${DEFAULT-VALUE})")
        private int limit = 100;

        @Override
        public Integer call() {
            String query = "?feed=" + URLEncoder.encode(feed, StandardCharsets.UTF_8) + "&state="
                    + URLEncoder.encode(state, StandardCharsets.UTF_8) + "&after=" + after + "&limit=" + limit;
            return desk.ask(client -> client.get("/corrections" + query), CorrectionsCommand::print);
        }
    }

    @Command(name = "show", description = "一条校核及双方的话 / one correction, and what both sides said")
    static final class Show implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "CORRECTION", description = "校核编号 / the correction's number")
        private long correction;

        @Override
        public Integer call() {
            return desk.ask(client -> client.get("/corrections/" + correction), found -> {
                print(found);
                JsonArray words = found.getJsonArray("words");
                for (int i = 0; i < words.size(); i++) {
                    JsonObject word = words.getJsonObject(i);
                    Long batch = word.getLong("batch");
                    System.out.printf(
                            "    %s  %s  %s  %s%s%n",
                            word.getString("at"),
                            word.getString("actor"),
                            word.getString("said"),
                            word.getString("reason"),
                            batch == null ? "" : "批次 / batch " + batch);
                }
            });
        }
    }

    @Command(
            name = "open",
            description =
                    "告知来源单位某行有误；或按判为另一人的核对开立 / tell an agency that a row is wrong; or follow a review that found another person")
    static final class Open implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--feed", description = "单位/数据源 / agency/feed")
        private @Nullable String feed;

        @Option(names = "--batch", description = "批次 / the batch")
        private @Nullable Integer batch;

        @Option(names = "--part", description = "ZIP 内的文件或工作表序号 / file of a ZIP, or sheet")
        private @Nullable Integer part;

        @Option(names = "--line", description = "行号 / the line")
        private @Nullable Integer line;

        @Option(names = "--person", description = "同一行有几个人时，人员编号 / the person's key, where several stand on a line")
        private @Nullable String person;

        @Option(names = "--field", description = "合约中的列名 / the column's name in the contract")
        private @Nullable String field;

        @Option(names = "--reason", description = "理由，不写号码和姓名 / why; no numbers, no names")
        private @Nullable String reason;

        @Option(names = "--reason-en", description = "英文理由，缺省同上 / why, in English; by default the same")
        private @Nullable String reasonEn;

        @Option(names = "--review", description = "核对编号，代替以上各项 / a review's number, instead of the above")
        private @Nullable Integer review;

        @Option(names = "--workdays", description = "期限，工作日 / working days (${DEFAULT-VALUE})")
        private int workdays = 5;

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("workdays", workdays);
            put(body, "feed", feed);
            put(body, "batch", batch);
            put(body, "part", part);
            put(body, "line", line);
            put(body, "person", person);
            put(body, "field", field);
            put(body, "reason", reason);
            put(body, "reasonEn", reasonEn);
            put(body, "review", review);
            return desk.ask(
                    client -> client.post("/corrections", body),
                    opened -> System.out.println("校核 / correction " + opened.getJsonArray("corrections")));
        }

        private static void put(JsonObject body, String name, @Nullable Object value) {
            if (value != null) {
                body.put(name, value);
            }
        }
    }

    @Command(name = "cancel", description = "撤销一条校核 / take a correction back")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "CORRECTION", description = "校核编号 / the correction's number")
        private long correction;

        @Option(names = "--reason", required = true, description = "理由，不写号码和姓名 / why; no numbers, no names")
        private String reason = "";

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("reason", reason);
            return desk.ask(
                    client -> client.post("/corrections/" + correction + "/cancel", body),
                    done -> System.out.println(done.getString("state")));
        }
    }

    private static void print(JsonObject answer) {
        if (!answer.containsKey("corrections")) {
            line(answer);
            return;
        }
        JsonArray corrections = answer.getJsonArray("corrections");
        if (corrections.isEmpty()) {
            System.out.println("没有校核 / no corrections");
        }
        for (int i = 0; i < corrections.size(); i++) {
            line(corrections.getJsonObject(i));
        }
    }

    private static void line(JsonObject correction) {
        JsonObject row = correction.getJsonObject("row");
        JsonObject reason = correction.getJsonObject("reason");
        System.out.printf(
                "%d  %s  %d:%d  %s %s  %s%s  %s%n    %s%n    %s%n",
                correction.getLong("id"),
                correction.getString("feed"),
                row.getLong("batch"),
                row.getInteger("line"),
                correction.getString("field"),
                correction.getString("masked"),
                correction.getString("state"),
                correction.getBoolean("overdue") ? " 逾期 / overdue" : "",
                correction.getString("deadline"),
                reason.getString("zh"),
                reason.getString("en"));
    }
}
