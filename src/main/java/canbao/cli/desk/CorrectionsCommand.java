package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Corrections: rows that we hold to be wrong, and what their agencies say to it. */
@Command(
        name = "corrections",
        description = "校核纠错：开立、查看、撤销 / corrections: open, list, show, cancel",
        synopsisSubcommandLabel = "COMMAND")
public final class CorrectionsCommand {
    private static final String NUMBER = "校核编号 / the correction's number";

    @Command(name = "list", description = "列出校核，先开立的在前 / corrections, oldest first")
    int list(
            @Mixin DeskOptions desk,
            @Option(names = "--feed", defaultValue = "", description = "只要这个数据源的 / only of this feed") String feed,
            @Option(
                            names = "--state",
                            defaultValue = "",
                            description = "OPEN、CORRECTED、WITHDRAWN、UPHELD、CANCELLED；缺省全部 / by default all")
                    String state,
            @Mixin DeskOptions.Numbered page) {
        return desk.get(
                page.of("/corrections", "feed", feed, "state", state),
                found -> Table.each(
                        found.getJsonArray("corrections"), "没有校核 / no corrections", CorrectionsCommand::print));
    }

    @Command(name = "show", description = "一条校核及双方的话 / one correction, and what both sides said")
    int show(@Mixin DeskOptions desk, @Parameters(paramLabel = "CORRECTION", description = NUMBER) long correction) {
        return desk.get("/corrections/" + correction, found -> {
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

    /** Which row is wrong, or which review found that. */
    static final class Wrong {
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

        JsonObject body() {
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
            return body;
        }

        private static void put(JsonObject body, String name, @Nullable Object value) {
            if (value != null) {
                body.put(name, value);
            }
        }
    }

    @Command(
            name = "open",
            description =
                    "告知来源单位某行有误；或按判为另一人的核对开立 / tell an agency that a row is wrong; or follow a review that found another person")
    int open(@Mixin DeskOptions desk, @Mixin Wrong wrong) {
        return desk.post(
                "/corrections",
                wrong.body(),
                opened -> System.out.println("校核 / correction " + opened.getJsonArray("corrections")));
    }

    @Command(name = "cancel", description = "撤销一条校核 / take a correction back")
    int cancel(
            @Mixin DeskOptions desk,
            @Parameters(paramLabel = "CORRECTION", description = NUMBER) long correction,
            @Option(names = "--reason", required = true, description = "理由，不写号码和姓名 / why; no numbers, no names")
                    String reason) {
        return desk.post(
                "/corrections/" + correction + "/cancel",
                new JsonObject().put("reason", reason),
                done -> System.out.println(done.getString("state")));
    }

    private static void print(JsonObject correction) {
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
