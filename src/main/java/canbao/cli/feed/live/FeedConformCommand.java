package canbao.cli.feed.live;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.offer.Pack;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries whether a live door does what the interface says; ends in a yes or a list. */
@Command(
        name = "conform",
        description = {
            "核对一扇正在运行的门是否符合约定：结论为“符合”或一张清单",
            "try whether a live door conforms: the last line is a yes or the list of what does not",
            "不带 --trial 时只发必被拒绝的请求，不入库任何数据，但需要入库的几项标为未试，结论不会是“符合”。",
            "Without --trial it sends only what a door must refuse, and stores nothing; the checks that need a stored batch"
                    + " are then listed as not tried.",
            "带 --trial 时另送两批虚构人员（一批全对，一批有错），只可用于测试枢纽或试运行中的数据：增量数据会留下这些人；",
            "全量名单会顶替原有名单，除非超过合同的退出上限而挂起。",
            "With --trial it also sends two batches of made-up people, one good and one with faults. Use it only on a test hub or"
                    + " a feed in trial: increments stay, and a list replaces the one before it unless the contract's"
                    + " limit of withdrawals holds it."
        },
        exitCodeListHeading = "退出码 / exit codes%n",
        exitCodeList = {"0:符合 / conforms", "1:不符合或未全试 / does not, or not all was tried", "2:参数有误 / wrong arguments"})
public final class FeedConformCommand implements Callable<Integer> {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DoorOptions options = new DoorOptions();

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "合同：机构/数据 / the contract: agency/feed")
    private String contract = "";

    @Option(names = "--trial", description = "这是测试枢纽或试运行的数据，可以入库虚构人员 / this is a trial: made-up people may be stored")
    private boolean trial;

    @Option(names = "--good", paramLabel = "FILE", description = "用这个文件作好的批次 / send this file as the good batch")
    private @Nullable Path good;

    @Option(names = "--rows", description = "好的批次的行数，合同要求时 / rows of the good batch, where the contract asks for it")
    private @Nullable Integer rows;

    @Option(names = "--sum", description = "好的批次的合计，合同要求时 / its sum, where the contract asks for it")
    private @Nullable String sum;

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(names = "--json", description = "只输出一个 JSON 对象 / print one JSON object only")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        Contract agreed = agreed(command);
        String feed = agreed.feed().toString();
        List<Check> checks = new ArrayList<>();
        try (LiveDoor door = options.door(command, Clock.systemUTC())) {
            if (trial) {
                command.commandLine()
                        .getErr()
                        .println("试运行：将向 " + door.address() + " 的 " + feed
                                + " 送两批虚构人员 / trial: two batches of made-up people go to " + feed);
            }
            checks.addAll(Interface.of(door, feed));
            checks.addAll(new Refusals(door, feed).all());
            checks.addAll(
                    trial
                            ? new Trial(door, feed, batches(agreed)).all()
                            : Trial.notTried("要用 --trial / needs --trial"));
        }
        return tell(checks, command.commandLine().getOut());
    }

    private int tell(List<Check> checks, PrintWriter out) {
        List<String> faults =
                checks.stream().filter(check -> !check.stands()).map(Check::id).toList();
        if (json) {
            JsonArray all = new JsonArray();
            checks.forEach(check -> all.add(check.json()));
            out.println(new JsonObject()
                    .put("conforms", faults.isEmpty())
                    .put("checks", all)
                    .put("faults", new JsonArray(faults))
                    .encode());
        } else {
            checks.forEach(check -> out.println(check.line()));
            out.println("conforms: " + (faults.isEmpty() ? "yes" : "no: " + String.join(", ", faults)));
        }
        out.flush();
        return faults.isEmpty() ? 0 : 1;
    }

    private Trial.Batches batches(Contract agreed) throws IOException {
        LocalDateTime now = LocalDateTime.now(Clock.system(ZONE));
        LocalDate today = now.toLocalDate();
        Pack.Files pack = Pack.of(agreed, today);
        byte[] sample = good == null
                ? pack.files().getOrDefault(pack.samples().getFirst(), new byte[0])
                : Files.readAllBytes(good);
        byte[] faulty = pack.files().getOrDefault(pack.faulty(), new byte[0]);
        Map<String, String> headers = new TreeMap<>();
        headers.put("X-Canbao-As-Of", today.toString());
        if (rows != null) {
            headers.put("X-Canbao-Rows", rows.toString());
        }
        if (sum != null) {
            headers.put("X-Canbao-Sum", sum);
        }
        return new Trial.Batches("trial-" + now.format(STAMP), sample, faulty, headers);
    }

    private Contract agreed(CommandSpec command) {
        Problems problems = new Problems();
        ContractCatalogue catalogue = ContractCatalogue.load(config, problems);
        problems.throwIfAny();
        try {
            return catalogue.find(FeedId.of(contract)).orElseThrow();
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            throw DoorOptions.wrong(command, "没有合同“%s” / no contract %s in %s".formatted(contract, contract, config));
        }
    }
}
