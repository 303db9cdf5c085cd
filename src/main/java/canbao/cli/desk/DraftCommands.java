package canbao.cli.desk;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub policy drafts|submit|approve|refuse|show}: drafts of policies, by one who proposes and another who decides. */
public final class DraftCommands {
    private static final String DRAFT = "草稿编号 / the draft's number";

    private DraftCommands() {}

    /** What was proposed. */
    @Command(name = "drafts", description = "列出政策草稿 / list drafts of policies")
    public static final class Drafts implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--after", defaultValue = "0", description = "从此编号之后 / after this number")
        private long after;

        @Option(names = "--limit", defaultValue = "50", description = "最多几条 / at most")
        private int limit;

        @Override
        public Integer call() {
            Map<String, String> columns = new LinkedHashMap<>();
            columns.put("draft", "草稿/draft");
            columns.put("policy", "版本/policy");
            columns.put("state", "状态/state");
            columns.put("activateOn", "生效/from");
            columns.put("askedBy", "提交人/by");
            columns.put("decidedBy", "审批人/decided by");
            columns.put("reason", "理由/reason");
            return desk.get(
                    "/policy/drafts?after=" + after + "&limit=" + limit,
                    answer -> Table.print(answer.getJsonArray("drafts"), columns));
        }
    }

    /** Compares and proposes. */
    @Command(
            name = "submit",
            description =
                    "按生效日试算并提交草稿，由另一人批准后按日生效 / compare a draft as of its day and propose it; somebody else approves")
    public static final class Submit implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(paramLabel = "DRAFT.yaml", description = "政策草稿 / the draft")
        private String draft = "";

        @Option(
                names = "--on",
                required = true,
                paramLabel = "DATE",
                description = "生效日期，晚于今天 / the day on which it comes into force, after today")
        private LocalDate on = LocalDate.EPOCH;

        @Mixin
        private DeskOptions.Reason reason = new DeskOptions.Reason();

        @Override
        public Integer call() {
            return desk.ask(client -> propose(client, WhatIfCommand.text(draft), on, reason.body()), answer -> {
                WhatIfText.summary(answer.getJsonObject("whatIf"));
                answer.remove("whatIf");
                Table.print(answer);
            });
        }
    }

    /**
     * Compares as of the day on which the draft is to begin, to the end, and proposes it with what came of that.
     *
     * @param reason {@code {"reason": …}}
     */
    public static JsonObject propose(DeskClient client, String text, LocalDate on, JsonObject reason) {
        JsonObject draft = new JsonObject().put("text", text).put("on", on.toString());
        JsonObject run = WhatIfCommand.follow(client, draft);
        draft.mergeIn(reason).put("whatIf", run.getLong("run"));
        return client.post("/policy/drafts", draft).put("whatIf", run);
    }

    /** A draft with its text. */
    @Command(name = "show", description = "一份草稿的全文、试算结果、摘要 / a draft: text, what its what-if said, digest")
    public static final class Show implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(paramLabel = "DRAFT", description = DRAFT)
        private long draft;

        @Option(names = "--text", description = "只要全文，可存成文件再改 / the text alone, to keep as a file and go on from")
        private boolean textAlone;

        @Override
        public Integer call() {
            return desk.get("/policy/drafts/" + draft, answer -> {
                String text = String.valueOf(answer.remove("text"));
                if (!textAlone) {
                    JsonObject forecast = (JsonObject) answer.remove("forecast");
                    Table.print(answer);
                    WhatIfText.forecast(forecast);
                    System.out.println();
                }
                System.out.println(text);
            });
        }
    }

    /** Yes, by somebody else. */
    @Command(name = "approve", description = "批准（不能是提交人）/ approve, not by who proposed it")
    public static final class Approve implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(paramLabel = "DRAFT", description = DRAFT)
        private long draft;

        @Option(
                names = "--digest",
                required = true,
                description = "policy show 给出的摘要 / the digest that policy show gave")
        private String digest = "";

        @Mixin
        private DeskOptions.Reason reason = new DeskOptions.Reason();

        @Override
        public Integer call() {
            return desk.post(
                    "/policy/drafts/" + draft + "/approve", reason.body().put("digest", digest), Table::print);
        }
    }

    /** No, by somebody else. */
    @Command(name = "refuse", description = "驳回（不能是提交人）/ refuse, not by who proposed it")
    public static final class Refuse implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(paramLabel = "DRAFT", description = DRAFT)
        private long draft;

        @Mixin
        private DeskOptions.Reason reason = new DeskOptions.Reason();

        @Override
        public Integer call() {
            return desk.post("/policy/drafts/" + draft + "/refuse", reason.body(), Table::print);
        }
    }
}
