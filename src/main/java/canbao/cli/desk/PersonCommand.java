package canbao.cli.desk;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** People: find, show, merge and tell apart, and what sources say against the population register. */
@Command(
        name = "person",
        description = "人员：查找、查看、合并、拆分、核对 / people: find, show, merge, tell apart, review",
        subcommands = {
            PersonCommand.Find.class,
            PersonCommand.Show.class,
            PersonCommand.Merge.class,
            PersonCommand.Unmerge.class,
            PersonCommand.Reviews.class,
            PersonCommand.Look.class,
            PersonCommand.Decide.class,
            PersonCommand.Doubtful.class
        })
public final class PersonCommand {
    private PersonCommand() {}

    @Command(
            name = "find",
            description = "按证件号码找人员编号，号码从标准输入读取 / find a person's key; the number is read from standard input")
    static final class Find implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--type", description = "证件类型，默认 01 身份证 / certificate type (${DEFAULT-VALUE})")
        private String type = "01";

        @Override
        public Integer call() {
            String number = line();
            return desk.ask(
                    client -> client.post(
                            "/persons/find", new JsonObject().put("type", type).put("number", number)),
                    found -> System.out.println(found.getString("person")));
        }

        /** Never an argument: those stay in the shell's history and in the list of processes. */
        private static String line() {
            try {
                String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                return line == null ? "" : line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Command(name = "show", description = "一个人的全部说法、案件、核对、合并 / all that is said of a person, cases, reviews, merges")
    static final class Show implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "PERSON", description = "人员编号 / the person's key")
        private @Nullable UUID person;

        @Option(
                names = "--as-known-on",
                paramLabel = "DATE",
                description = "当时所知：日期（当日终了）或带时区的时刻 / as known at the end of that day, or at a moment with its offset")
        private @Nullable String asKnownOn;

        @Override
        public Integer call() {
            String query = asKnownOn == null ? "" : "?asKnownOn=" + DeskOptions.encoded(asKnownOn);
            return desk.ask(client -> client.get("/persons/" + person + query), PersonText::print);
        }
    }

    /** Two persons and why. */
    abstract static class Pair implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "PERSON", description = "人员编号 / one person's key")
        private @Nullable UUID one;

        @Parameters(index = "1", paramLabel = "OTHER", description = "另一个编号 / the other's key")
        private @Nullable UUID other;

        @Option(names = "--reason", required = true, description = "理由，不写号码和姓名 / why; no numbers, no names")
        private String reason = "";

        int ask(String path) {
            JsonObject body = new JsonObject()
                    .put("one", String.valueOf(one))
                    .put("other", String.valueOf(other))
                    .put("reason", reason);
            return desk.ask(client -> client.post(path, body), answer -> System.out.println(answer.encode()));
        }
    }

    @Command(name = "merge", description = "两个编号是同一个人 / two keys are one person")
    static final class Merge extends Pair {
        @Override
        public Integer call() {
            return ask("/persons/merge");
        }
    }

    @Command(
            name = "unmerge",
            description = "撤销合并，两人各按自己的数据重新判定 / take a merge back: both are decided from their own facts")
    static final class Unmerge extends Pair {
        @Override
        public Integer call() {
            return ask("/persons/separate");
        }
    }

    @Command(name = "reviews", description = "与人口库不一致的说法 / what sources say against the population register")
    static final class Reviews implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Option(names = "--state", description = "OPEN、SAME_PERSON、OTHER_PERSON、CORRECTED (${DEFAULT-VALUE})")
        private String state = "OPEN";

        @Option(names = "--after", description = "从此编号之后 / after this number (${DEFAULT-VALUE})")
        private long after;

        @Option(names = "--limit", description = "至多几条 / at most so many (${DEFAULT-VALUE})")
        private int limit = 100;

        @Override
        public Integer call() {
            String query = "?state=" + DeskOptions.encoded(state) + "&after=" + after + "&limit=" + limit;
            return desk.ask(client -> client.get("/reviews" + query), PersonText::reviews);
        }
    }

    @Command(
            name = "review",
            description = "一条核对，明文显示双方说法，查看留痕 / one review with both words in the clear; the look is noted")
    static final class Look implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "REVIEW", description = "核对编号 / the review's number")
        private long review;

        @Override
        public Integer call() {
            return desk.ask(client -> client.get("/reviews/" + review), PersonText::review);
        }
    }

    @Command(name = "decide", description = "办结一条核对 / decide a review")
    static final class Decide implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Parameters(index = "0", paramLabel = "REVIEW", description = "核对编号 / the review's number")
        private long review;

        @Parameters(
                index = "1",
                paramLabel = "same-person|other-person",
                description =
                        "同一人（此后接受这种写法），或另一人（其数据暂不采用） / the same under another spelling, or somebody else: his rows are set aside")
        private String decision = "";

        @Option(names = "--reason", required = true, description = "理由，不写号码和姓名 / why; no numbers, no names")
        private String reason = "";

        @Override
        public Integer call() {
            JsonObject body = new JsonObject().put("decision", decision).put("reason", reason);
            return desk.ask(
                    client -> client.post("/reviews/" + review, body), answer -> System.out.println(answer.encode()));
        }
    }

    @Command(name = "doubtful", description = "人口库要求合并而姓名不同的 / merges that a register asks for between different names")
    static final class Doubtful implements Callable<Integer> {
        @Mixin
        private DeskOptions desk = new DeskOptions();

        @Override
        public Integer call() {
            return desk.ask(client -> client.get("/doubtful"), answer -> PersonText.lines(answer, "links"));
        }
    }
}
