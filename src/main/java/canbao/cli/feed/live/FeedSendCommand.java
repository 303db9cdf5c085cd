package canbao.cli.feed.live;

import canbao.cli.feed.live.LiveDoor.Answer;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a file to a hub, signed, and follows it to its second receipt. */
@Command(
        name = "send",
        description = "签名报送一个文件；--wait 等第二张回执 / send a file, signed; with --wait follow it until the hub has read it",
        exitCodeListHeading = "退出码 / exit codes%n",
        exitCodeList = {
            "0:已入库；--wait 时全部可用 / stored; with --wait: every row is used",
            "1:有行不可用，或整批待人核对 / some rows cannot be used, or a person must approve the batch",
            "2:被拒绝，或参数有误 / refused, or the arguments are wrong",
            "3:枢纽没有答复，或还没读完 / no answer, or not read in time"
        })
public final class FeedSendCommand implements Callable<Integer> {
    private static final int STORED = 202;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DoorOptions options = new DoorOptions();

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "合同：机构/数据 / the contract: agency/feed")
    private String contract = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "要报送的文件 / the file to send")
    private Path file = Path.of("");

    @Option(
            names = "--number",
            description = {
                "你方批次号：同号同内容只入库一次，断线可重送",
                "your batch number: stored once, so that it is sent again by itself when no answer came"
            })
    private @Nullable String number;

    @Option(
            names = "--as-of",
            description = "数据日期；不写时按合同从文件名取 / the day it speaks of; without it, by the contract from the file's name")
    private @Nullable LocalDate asOf;

    @Option(names = "--rows", description = "对账行数 / rows it should have")
    private @Nullable Integer rows;

    @Option(names = "--sum", description = "对账合计 / what the agreed column should add up to")
    private @Nullable String sum;

    @Option(names = "--wait", description = "等枢纽读完，列出不可用的行 / wait until it is read, and list rows that cannot be used")
    private boolean wait;

    @Option(
            names = "--receipt",
            description =
                    "签名收条存到此文件，可用 ./hub receipt verify 核验 / keep the signed receipt in this file, to be verified with"
                            + " ./hub receipt verify")
    private @Nullable Path receipt;

    @Option(names = "--patience", description = "最多等多久 / how long to wait (${DEFAULT-VALUE})")
    private Duration patience = Duration.ofMinutes(10);

    @Option(
            names = "--pause",
            description =
                    "没有答复时，首次重送前等多久，以后逐次加倍 / before the first try again, then twice as long each time (${DEFAULT-VALUE})")
    private Duration pause = Duration.ofSeconds(1);

    @Option(names = "--config", description = "配置目录，有合同时用 / config folder, where the contracts are (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(names = "--json", description = "只输出一个 JSON 对象 / print one JSON object only")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        FeedId feed = feed(command);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw DoorOptions.wrong(command, "读不到文件 / cannot read the file: " + file);
        }
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        SendReport report = new SendReport(json ? null : out, err);
        int code;
        try (LiveDoor door = options.door(command, Clock.systemUTC())) {
            code = send(door, feed.toString(), report);
        }
        if (json) {
            out.println(report.json().put("exit", code).encode());
        }
        out.flush();
        return code;
    }

    private int send(LiveDoor door, String feed, SendReport report) throws IOException {
        try {
            Answer answer = new Upload(door, pause, report::progress).send(feed, file, headers(feed, report));
            if (answer.status() != STORED) {
                return report.refused(answer);
            }
            report.receipt(answer);
            if (receipt != null) {
                Files.writeString(receipt, answer.text());
            }
            return wait ? follow(door, feed, answer.json(), report) : 0;
        } catch (NoAnswer e) {
            return report.unreachable(e, number != null);
        } catch (Following.Refused e) {
            return report.refused(e.answer());
        }
    }

    private int follow(LiveDoor door, String feed, JsonObject stored, SendReport report)
            throws NoAnswer, Following.Refused {
        Following following = new Following(door, feed, stored.getLong("batch"), report::progress);
        Optional<JsonObject> result = following.result(patience);
        if (result.isEmpty()) {
            return report.unread();
        }
        JsonArray rejected = new JsonArray();
        following.rejections(row -> {
            report.rejection(row);
            if (json) {
                rejected.add(row);
            }
        });
        return report.result(result.get(), rejected);
    }

    private Map<String, String> headers(String feed, SendReport report) {
        Map<String, String> headers = new TreeMap<>();
        if (number != null) {
            headers.put("Idempotency-Key", number);
        }
        Optional<LocalDate> day = Optional.ofNullable(asOf).or(() -> dayOfName(feed));
        day.ifPresent(date -> {
            headers.put("X-Canbao-As-Of", date.toString());
            report.progress("数据日期 / as of " + date);
        });
        if (rows != null) {
            headers.put("X-Canbao-Rows", rows.toString());
        }
        if (sum != null) {
            headers.put("X-Canbao-Sum", sum);
        }
        return headers;
    }

    /** A file's name does not travel by HTTP; the day in it does. */
    private Optional<LocalDate> dayOfName(String feed) {
        if (!Files.isDirectory(config.resolve("contracts"))) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        return ContractCatalogue.load(config, problems)
                .find(FeedId.of(feed))
                .map(Contract::delivery)
                .flatMap(delivery -> delivery.asOf().of(String.valueOf(file.getFileName())));
    }

    private FeedId feed(CommandSpec command) {
        try {
            return FeedId.of(contract);
        } catch (IllegalArgumentException e) {
            throw DoorOptions.wrong(command, "合同应写作 机构/数据 / write the contract as agency/feed: " + contract);
        }
    }
}
