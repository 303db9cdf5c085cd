package canbao.cli.year;

import canbao.cli.desk.DeskClient;
import canbao.cli.desk.DeskOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Watches a run until it rests, with a bar on stderr; the run goes on without it. */
final class Following {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int WINDOW = 15;
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final Deque<long[]> seen = new ArrayDeque<>();

    Following(PrintStream out) {
        this.out = out;
    }

    /** Starts or moves a run by the question, then follows it; returns 0 when it is done. */
    static int of(DeskOptions options, boolean waits, Function<DeskClient, JsonObject> question) {
        String[] state = {""};
        int code = options.ask(
                client -> {
                    JsonObject answer = question.apply(client);
                    long run = answer.getLong("run", answer.getLong("id", 0L));
                    JsonObject status =
                            waits ? new Following(System.err).follow(client, run) : client.get("/year-runs/" + run);
                    state[0] = status.getString("state");
                    return status;
                },
                Following::print);
        return code == 0 && waits && !state[0].equals("DONE") ? 1 : code;
    }

    private JsonObject follow(DeskClient client, long run) {
        JsonObject status = client.get("/year-runs/" + run);
        while (status.getString("state").equals("RUNNING")) {
            out.print("\r" + bar(status, System.nanoTime()));
            out.flush();
            LockSupport.parkNanos(PAUSE.toNanos());
            status = client.get("/year-runs/" + run);
        }
        out.println("\r" + bar(status, System.nanoTime()));
        return status;
    }

    /** One line: how far, how fast over the last seconds, how long still. */
    String bar(JsonObject status, long nanos) {
        long people = status.getLong("people");
        long expected = Math.max(1, Math.max(people, status.getLong("expected")));
        seen.addLast(new long[] {nanos, people});
        if (seen.size() > WINDOW) {
            seen.removeFirst();
        }
        double seconds = (nanos - seen.getFirst()[0]) / 1e9;
        double pace = seconds < 0.1 ? 0 : (people - seen.getFirst()[1]) / seconds;
        int filled = (int) (WIDTH * people / expected);
        if (people == expected && pace < 1) {
            return done(status, people, expected);
        }
        String left = pace < 1 ? "--:--" : time(Math.round((expected - people) / pace));
        return String.format(
                Locale.ROOT,
                "#%d %s [%s%s] %3d%% %,d/%,d 人 people · %,.0f 人/s · 剩余 left %s   ",
                status.getLong("id"),
                status.getString("state"),
                "█".repeat(filled),
                "·".repeat(WIDTH - filled),
                100 * people / expected,
                people,
                expected,
                pace,
                left);
    }

    private static String done(JsonObject status, long people, long expected) {
        return String.format(
                Locale.ROOT,
                "#%d %s [%s] 100%% %,d/%,d 人 people   ",
                status.getLong("id"),
                status.getString("state"),
                "█".repeat(WIDTH),
                people,
                expected);
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }

    static void print(JsonObject status) {
        System.out.printf(
                "第 %d 次运行 / run %d：%s %d 年度 %s %s %s%n",
                status.getLong("id"),
                status.getLong("id"),
                status.getString("kind"),
                status.getInteger("coverageYear"),
                status.getString("policy"),
                status.getString("state"),
                status.getString("note", ""));
        System.out.printf(
                "  %,d 人 people：新增 added %,d · 改变 changed %,d · 不变 unchanged %,d · 记录 entries %,d · 指令 orders %,d%n",
                status.getLong("people"),
                status.getLong("added"),
                status.getLong("changed"),
                status.getLong("unchanged"),
                status.getLong("entries"),
                status.getLong("orders"));
        print(status, "closing", "上一年度 / the year before", "figures");
        print(status, "opened", "新年度 / the year opened", "openedFigures");
    }

    private static void print(JsonObject status, String list, String title, String digest) {
        JsonArray figures = status.getJsonArray(list, new JsonArray());
        if (!figures.isEmpty()) {
            System.out.println("  " + title + ", SM3 " + status.getString(digest));
        }
        for (int i = 0; i < figures.size(); i++) {
            JsonObject figure = figures.getJsonObject(i);
            String category = figure.getString("category");
            JsonObject amounts = figure.getJsonObject("amounts");
            System.out.printf(
                    "  %d %d %-12s %-16s %,9d 人 资助 subsidy ¥%,.2f · 待缴 owed ¥%,.2f%n",
                    figure.getInteger("coverageYear"),
                    figure.getInteger("product"),
                    category.isEmpty() ? "-" : category,
                    figure.getString("state"),
                    figure.getLong("people"),
                    amounts.getLong("subsidy") / 100.0,
                    amounts.getLong("owed") / 100.0);
        }
    }
}
