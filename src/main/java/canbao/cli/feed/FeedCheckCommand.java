package canbao.cli.feed;

import canbao.feed.check.BatchCheck;
import canbao.feed.check.BatchCheck.Question;
import canbao.feed.check.BatchCheck.Source;
import canbao.feed.check.BatchCheck.Verdict;
import canbao.feed.contract.Contract;
import canbao.identity.CertificateKeys;
import canbao.model.batch.Control;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a file against its contract, offline; see {@link BatchCheck}. */
@Command(
        name = "check",
        description =
                "离线检查一个文件：逐条说明不合格的行；给出上一期文件时比较增改减 / check a file offline: every rejected row explained, and what would change against the previous file",
        exitCodeListHeading = "退出码 / exit codes%n",
        exitCodeList = {
            "0:全部可用 / every row can be used",
            "1:有不可用的行 / some rows cannot be used",
            "2:整批退回，或参数有误 / the batch is refused, or the arguments are wrong"
        })
final class FeedCheckCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "合同：机构/数据，或YAML文件 / agency/feed, or a YAML file")
    private String contract = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "要检查的文件 / the file to check")
    private Path file = Path.of("");

    @Option(names = "--previous", description = "上一期文件 / the file sent before it")
    private @Nullable Path previous;

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(names = "--as-of", description = "数据日期，文件名未写明时 / the day it speaks of, where its name does not say")
    private @Nullable LocalDate asOf;

    @Option(names = "--rows", description = "对账行数 / rows it should have")
    private @Nullable Integer rows;

    @Option(names = "--sum", description = "对账金额 / what the agreed column should add up to")
    private @Nullable String sum;

    @Option(names = "--json", description = "只输出一个JSON对象 / print one JSON object only")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        List<Contract> versions = ContractChoice.of(contract, config, command);
        Source source = source(ContractChoice.readable(file, command));
        Source before = previous == null ? null : source(ContractChoice.readable(previous, command));
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        LocalDate today = asOf == null ? LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai"))) : asOf;
        Question question =
                new Question(versions, source, before, new Control(rows, sum, null), new CertificateKeys(key), today);
        PrintWriter out = command.commandLine().getOut();
        try (CheckReport report = json ? new CheckJson(out) : new CheckText(out, versions.getFirst())) {
            Verdict verdict = BatchCheck.of(question, report::rejection);
            report.verdict(verdict, before != null);
            return exitCode(verdict);
        } finally {
            out.flush();
        }
    }

    static int exitCode(Verdict verdict) {
        if (verdict.refusal().isPresent() || verdict.previousRefusal().isPresent()) {
            return 2;
        }
        return verdict.clean() ? 0 : 1;
    }

    static Source source(Path file) {
        return new Source(String.valueOf(file.getFileName()), () -> Files.newInputStream(file));
    }
}
