package canbao.cli.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub quarantine}: rows that could not be used. */
@Command(
        name = "quarantine",
        description =
                "待更正的行：按原因归类、逐行或成批更正、退回机构 / rows that could not be used: by cause, fixed one or all alike, or returned",
        synopsisSubcommandLabel = "COMMAND")
public final class QuarantineCommand {

    /** Rows alike. */
    static final class Cause {
        @Option(names = "--feed", required = true, description = "机构/数据 / agency/feed")
        private String feed = "";

        @Option(names = "--field", required = true, description = "列 / column")
        private String field = "";

        @Option(names = "--rule", required = true, description = "规则 / rule")
        private String rule = "";

        @Option(names = "--masked", description = "掩码后的值 / the masked value")
        private @Nullable String masked;

        JsonObject body() {
            return new JsonObject()
                    .put("feed", feed)
                    .put("field", field)
                    .put("rule", rule)
                    .put("masked", masked);
        }
    }

    @Command(name = "list", description = "列出行 / list rows")
    int list(
            @Mixin DeskOptions options,
            @Option(names = "--feed", defaultValue = "", description = "机构/数据 / agency/feed") String feed,
            @Option(names = "--batch", defaultValue = "", description = "批次号 / batch") String batch,
            @Option(names = "--state", defaultValue = "OPEN", description = "OPEN、REPAIRED、RETURNED、SETTLED 或 ALL")
                    String state,
            @Option(names = "--after", defaultValue = "0/0", description = "从该行之后：批次/序号 / after BATCH/N") String after,
            @Option(names = "--limit", defaultValue = "50", description = "最多几条 / at most") int limit) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : List.of("batch", "n", "feed", "part", "line", "field", "masked", "rule", "state", "fix")) {
            columns.put(name, name);
        }
        String[] place = (after + "/0").split("/", -1);
        String path = "/quarantine?state=" + DeskOptions.encoded(state) + "&limit=" + limit + "&afterBatch="
                + DeskOptions.encoded(place[0])
                + "&after=" + DeskOptions.encoded(place[1])
                + (feed.isEmpty() ? "" : "&feed=" + DeskOptions.encoded(feed))
                + (batch.isEmpty() ? "" : "&batch=" + DeskOptions.encoded(batch));
        return options.ask(client -> client.get(path), answer -> Table.print(answer.getJsonArray("rows"), columns));
    }

    @Command(name = "groups", description = "按原因归类 / open rows by cause")
    int groups(
            @Mixin DeskOptions options,
            @Option(names = "--feed", defaultValue = "", description = "机构/数据 / agency/feed") String feed) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : List.of("rows", "batches", "feed", "field", "rule", "example", "fix")) {
            columns.put(name, name);
        }
        String path = "/quarantine/groups" + (feed.isEmpty() ? "" : "?feed=" + DeskOptions.encoded(feed));
        return options.ask(client -> client.get(path), answer -> Table.print(answer.getJsonArray("groups"), columns));
    }

    @Command(name = "show", description = "一行的各列（掩码）/ one row's columns, masked")
    int show(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = "批次号 / batch") long batch,
            @Parameters(paramLabel = "N", description = "序号 / number") int n) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("column", "列/column");
        columns.put("header", "表头/header");
        columns.put("masked", "值/value");
        columns.put("personal", "个人信息/personal");
        return options.ask(client -> client.get("/quarantine/" + batch + "/" + n), answer -> {
            Table.print(answer);
            Table.print(answer.getJsonArray("values"), columns);
        });
    }

    @Command(
            name = "fix",
            description = {
                "更正一行并重新报送；仍不合格则不送出 / correct a row and send it again; one that would be rejected again stays",
                "个人信息的列只能从标准输入给出，每行一个 列=值（--stdin）/ columns of personal data come from standard input only"
            })
    int fix(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = "批次号 / batch") long batch,
            @Parameters(paramLabel = "N", description = "序号 / number") int n,
            @Option(names = "--set", description = "列=值 / column=value") @Nullable Map<String, String> set,
            @Option(names = "--stdin", description = "从标准输入读 列=值 / read column=value from standard input")
                    boolean stdin,
            @Mixin DeskOptions.Reason reason) {
        Map<String, String> argued = set == null ? Map.of() : set;
        return options.ask(
                client -> {
                    String path = "/quarantine/" + batch + "/" + n;
                    refusePersonal(client.get(path).getJsonArray("values"), argued);
                    Map<String, String> values = new TreeMap<>(argued);
                    if (stdin) {
                        values.putAll(read());
                    }
                    JsonObject body = reason.body().put("set", object(values));
                    return client.post(path + "/fix", body);
                },
                QuarantineCommand::print);
    }

    @Command(
            name = "fix-all",
            description = "同一原因的各行：把一个值换成另一个并重新报送 / in all rows alike replace one value by another and send them again")
    int fixAll(
            @Mixin DeskOptions options,
            @Mixin Cause cause,
            @Option(names = "--from", description = "原值；不给则全部 / the value as sent; without it all") @Nullable
                    String from,
            @Option(names = "--to", required = true, description = "新值 / the new value") String to,
            @Mixin DeskOptions.Reason reason) {
        JsonObject body = cause.body().put("from", from).put("to", to).mergeIn(reason.body());
        return options.post("/quarantine/fix-all", body, QuarantineCommand::print);
    }

    @Command(
            name = "return",
            description = "退回机构：写一个 XLSX，含原行、位置、规则、改法 / return a batch's open rows to the agency as XLSX")
    int giveBack(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "BATCH", description = "批次号 / batch") long batch,
            @Option(names = "--out", required = true, description = "写到哪个文件 / the file to write") Path out,
            @Mixin DeskOptions.Reason reason) {
        return options.ask(
                client -> {
                    JsonObject answer = client.post("/quarantine/" + batch + "/return", reason.body());
                    write(out, client.file("/quarantine/" + batch + "/returned.xlsx"));
                    return answer.put("file", out.toString());
                },
                Table::print);
    }

    private static void print(JsonObject answer) {
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("batch", "新批次/new batch");
        sent.put("repairs", "更正/repairs");
        sent.put("rows", "行/rows");
        Table.print(answer.getJsonArray("sent"), sent);
        JsonArray bad = answer.getJsonArray("stillBad");
        if (!bad.isEmpty()) {
            System.out.println("仍不合格，未送出 / still rejected, not sent:");
            Map<String, String> columns = new LinkedHashMap<>();
            for (String name : List.of("batch", "n", "field", "masked", "rule", "fix")) {
                columns.put(name, name);
            }
            Table.print(bad, columns);
        }
    }

    private static void refusePersonal(JsonArray known, Map<String, String> argued) {
        List<String> personal = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            JsonObject value = known.getJsonObject(i);
            for (String name : List.of(value.getString("column"), value.getString("header"))) {
                if (value.getBoolean("personal") && argued.containsKey(name)) {
                    personal.add(name);
                }
            }
        }
        if (!personal.isEmpty()) {
            throw new DeskClient.Refused("个人信息不能写在命令行，请用 --stdin：" + personal
                    + " / personal data has no place on a command line, use --stdin for " + personal);
        }
    }

    private static Map<String, String> read() {
        Map<String, String> values = new TreeMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new DeskClient.Refused("每行应为 列=值 / each line must be column=value");
            }
            values.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return values;
    }

    private static JsonObject object(Map<String, String> values) {
        JsonObject object = new JsonObject();
        values.forEach(object::put);
        return object;
    }

    private static void write(Path out, byte[] bytes) {
        try {
            Files.write(out, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + out.getFileName(), e);
        }
    }
}
