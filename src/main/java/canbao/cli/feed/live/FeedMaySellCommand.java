package canbao.cli.feed.live;

import canbao.cli.feed.live.LiveDoor.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a hub whether a school's pupils may be sold commercial cover: only those who have basic cover first. */
@Command(
        name = "may-sell",
        description = {
            "学生可否投保商业保险：先参加基本医保。文件每行一个证件号",
            "may these pupils be sold commercial cover? Only who is insured first. The file: one certificate number a line"
        },
        exitCodeListHeading = "退出码 / exit codes%n",
        exitCodeList = {
            "0:全部可以 / all of them may",
            "1:有的不可以 / some may not",
            "2:被拒绝，或参数有误 / refused, or the arguments are wrong",
            "3:枢纽没有答复 / no answer"
        })
public final class FeedMaySellCommand implements Callable<Integer> {
    /** The most people of one question, as the interface says. */
    private static final int MOST = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DoorOptions options = new DoorOptions();

    @Parameters(
            index = "0",
            paramLabel = "ROSTER",
            description = "本单位报送的名册，如 education/roster / a roster that you send")
    private String roster = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "证件号，每行一个 / certificate numbers, one a line")
    private Path file = Path.of("");

    @Option(names = "--on", description = "商业保险起始日（默认今天）/ its first day; today without it")
    private @Nullable LocalDate on;

    @Option(names = "--json", description = "只输出一个 JSON 对象 / print one JSON object only")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (!roster.matches("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")) {
            throw DoorOptions.wrong(command, "名册写作 机构/数据 / a roster is written agency/feed: " + roster);
        }
        if (!Files.isReadable(file)) {
            throw DoorOptions.wrong(command, "读不到文件 / cannot read the file: " + file);
        }
        List<String> numbers = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        PrintWriter out = command.commandLine().getOut();
        try (LiveDoor door = options.door(command, Clock.systemUTC())) {
            return ask(door, numbers, out);
        } catch (NoAnswer e) {
            command.commandLine().getErr().println("没有答复 / no answer: " + e.getMessage());
            return 3;
        } finally {
            out.flush();
        }
    }

    private int ask(LiveDoor door, List<String> numbers, PrintWriter out) throws NoAnswer {
        List<JsonObject> lines = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += MOST) {
            Answer answer = door.send(
                    LiveDoor.Call.post(path(), Map.of("Content-Type", "application/json"), body(numbers, from)));
            if (answer.status() != 200) {
                out.println(json ? answer.json().encode() : answer.text());
                return 2;
            }
            for (Object line : answer.json().getJsonArray("answers")) {
                lines.add(((JsonObject) line).put("line", lines.size() + 1));
            }
        }
        boolean all = lines.stream().allMatch(line -> line.getBoolean("allowed"));
        if (json) {
            out.println(new JsonObject()
                    .put("answers", new JsonArray(lines))
                    .put("all", all)
                    .encode());
        } else {
            lines.forEach(line -> out.println(text(line)));
        }
        return all ? 0 : 1;
    }

    private String path() {
        return "/feeds/" + roster + "/commercial-cover";
    }

    private byte[] body(List<String> numbers, int from) {
        JsonArray pupils = new JsonArray();
        numbers.subList(from, Math.min(numbers.size(), from + MOST))
                .forEach(number -> pupils.add(new JsonObject().put("certificate", number)));
        JsonObject body = new JsonObject().put("pupils", pupils);
        return (on == null ? body : body.put("on", on.toString())).encode().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonObject line) {
        JsonObject why = line.getJsonObject("why");
        return "%d  %s  %s / %s"
                .formatted(
                        line.getInteger("line"),
                        line.getBoolean("allowed") ? "可 / yes" : "否 / no",
                        why.getString("zh"),
                        why.getString("en"));
    }
}
