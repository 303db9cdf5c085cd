package canbao.cli.feed;

import canbao.feed.check.BatchCheck;
import canbao.feed.check.BatchCheck.Question;
import canbao.feed.check.BatchCheck.Source;
import canbao.feed.check.BatchCheck.Verdict;
import canbao.feed.contract.Contract;
import canbao.feed.offer.Pack;
import canbao.identity.CertificateKeys;
import canbao.model.batch.Control;
import canbao.routes.table.agency.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the pack for an agency's IT staff, see {@link Pack}. */
@Command(
        name = "offer",
        description =
                "生成对接资料包：合同说明、各种格式的样例、Excel模板、前置库建表语句、curl和Java示例 / write the pack: the contract in words, samples, template, DDL, examples")
final class FeedOfferCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "合同：机构/数据，或YAML文件 / agency/feed, or a YAML file")
    private String contract = "";

    @Option(names = "--out", description = "写到哪个目录，默认 offer/<机构>-<数据> / folder to write to")
    private @Nullable Path out;

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        Contract chosen = ContractChoice.of(contract, config, command).getFirst();
        LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai")));
        String name = chosen.feed().agency() + "-" + chosen.feed().feed();
        Path folder = out == null ? Path.of("offer", name) : out;
        Map<String, byte[]> files = files(chosen, today);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path to = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.write(to, file.getValue());
        }
        PrintWriter print = command.commandLine().getOut();
        print.println("写好了 / written: " + folder);
        files.keySet().forEach(file -> print.println("  " + file));
        print.flush();
        return 0;
    }

    /** The whole pack: what the contract gives, what the exchange table gives, and what the check says of the faulty sample. */
    static Map<String, byte[]> files(Contract contract, LocalDate today) {
        Pack.Files pack = Pack.of(contract, today);
        Map<String, byte[]> files = new LinkedHashMap<>(pack.files());
        files.put("samples/faulty-report.txt", utf8(report(contract, pack, today)));
        if (ExchangeDdl.fits(contract)) {
            for (Dialect dialect : Dialect.values()) {
                files.put("exchange-" + dialect + ".sql", utf8(ExchangeDdl.of(contract, dialect)));
            }
        }
        return files;
    }

    private static String report(Contract contract, Pack.Files pack, LocalDate today) {
        byte[] content = pack.files().getOrDefault(pack.faulty(), new byte[0]);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text);
                CheckText report = new CheckText(out, contract)) {
            Source faulty = new Source(
                    pack.faulty().substring("samples/faulty-".length()), () -> new ByteArrayInputStream(content));
            Question question =
                    new Question(List.of(contract), faulty, null, Control.NONE, new CertificateKeys(key), today);
            Verdict verdict = BatchCheck.of(question, report::rejection);
            report.verdict(verdict, false);
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
