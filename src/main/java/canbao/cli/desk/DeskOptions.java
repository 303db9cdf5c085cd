package canbao.cli.desk;

import io.vertx.core.json.JsonObject;
import java.io.Console;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the hub runs, who asks, and how the answer is printed: the options of every command of the desk. */
public final class DeskOptions {
    @Option(names = "--hub", description = "枢纽地址 / the hub's address (${DEFAULT-VALUE})")
    private URI hub = URI.create("http://localhost:8080");

    @Option(
            names = "--user",
            defaultValue = "${env:CANBAO_USER:-admin}",
            description = "账号，默认取 CANBAO_USER / account, by default from CANBAO_USER (${DEFAULT-VALUE})")
    private String user = "admin";

    @Option(names = "--json", description = "输出 JSON / print JSON")
    private boolean json;

    /** Asks the desk once; prints JSON, or what the given writer makes of it. Returns the exit code. */
    public int ask(Function<DeskClient, JsonObject> question, Consumer<JsonObject> print) {
        try (DeskClient desk = DeskClient.signIn(hub, user, password())) {
            JsonObject answer = question.apply(desk);
            if (json) {
                System.out.println(answer.encodePrettily());
            } else {
                print.accept(answer);
            }
            return 0;
        } catch (DeskClient.Refused e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    // Java 21 gives no console without a terminal; newer ones read the password from where the input comes from.
    @SuppressWarnings("SystemConsoleNull")
    private String password() {
        @Nullable String password = System.getenv("CANBAO_PASSWORD");
        if (password != null) {
            return password;
        }
        @Nullable Console console = System.console();
        char @Nullable [] typed = console != null ? console.readPassword("%s 口令 / password of %s: ", user, user) : null;
        if (typed == null) {
            throw new DeskClient.Refused(
                    "没有口令：设 CANBAO_PASSWORD，或在终端里运行 / no password: set CANBAO_PASSWORD, or run in a terminal");
        }
        return new String(typed);
    }

    /** Asks once; prints JSON, or what the given writer makes of it. */
    public int get(String path, Consumer<JsonObject> print) {
        return ask(client -> client.get(path), print);
    }

    /** Has something done; prints JSON, or what the given writer makes of the answer. */
    public int post(String path, JsonObject body, Consumer<JsonObject> print) {
        return ask(client -> client.post(path, body), print);
    }

    /** A value as it stands in a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Why, as the audit trail keeps it. */
    public static final class Reason {
        @Option(names = "--reason", required = true, description = "理由，不写个人信息 / the reason, without personal data")
        private String reason = "";

        /** What is posted; more may be put into it. */
        public JsonObject body() {
            return new JsonObject().put("reason", reason);
        }
    }

    /** A page of what has numbers. */
    public static final class Numbered {
        @Option(names = "--after", description = "从此编号之后 / after this number")
        private long after;

        @Option(names = "--limit", description = "至多几条 / at most (${DEFAULT-VALUE})")
        private int limit = 100;

        public int limit() {
            return limit;
        }

        /** The path of the page, with further names and values. */
        public String of(String path, String... query) {
            StringBuilder page = new StringBuilder(path + "?after=" + after + "&limit=" + limit);
            for (int i = 0; i < query.length; i += 2) {
                page.append('&').append(query[i]).append('=').append(encoded(query[i + 1]));
            }
            return page.toString();
        }
    }
}
