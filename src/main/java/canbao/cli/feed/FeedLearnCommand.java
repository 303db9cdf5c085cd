package canbao.cli.feed;

import canbao.feed.format.BatchStop;
import canbao.feed.learn.Learner;
import canbao.feed.learn.Learner.Lesson;
import canbao.identity.CertificateKeys;
import canbao.model.FeedId;
import canbao.model.batch.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drafts a contract from an unknown file and proves it there, see {@link Learner}. */
@Command(
        name = "learn",
        description =
                "从一个陌生文件起草合同，并用该文件验证；不显示个人数据 / draft a contract from an unknown file and prove it on that file; shows no personal data",
        exitCodeListHeading = "退出码 / exit codes%n",
        exitCodeList = {
            "0:草稿能读出每一行 / the draft reads every row",
            "1:有读不出的行 / some rows cannot be read",
            "2:文件不可用，草稿不成立，或参数有误 / the file or the draft is no good, or the arguments are wrong"
        })
final class FeedLearnCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "陌生文件 / the unknown file")
    private Path file = Path.of("");

    @Option(names = "--agency", description = "机构 / the agency's id")
    private @Nullable String agency;

    @Option(names = "--feed", description = "数据 / the feed's id")
    private @Nullable String feed;

    @Option(names = "--out", description = "草稿写到哪个文件；不给则打印 / file for the draft; printed without it")
    private @Nullable Path out;

    @Option(names = "--config", description = "配置目录，取其代码表 / config folder, for its code lists (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        Path readable = ContractChoice.readable(file, command);
        FeedId id = id(command);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai")));
        Learner learner = new Learner(config.resolve("codes"), new CertificateKeys(key), today);
        PrintWriter print = command.commandLine().getOut();
        try {
            Lesson lesson =
                    learner.learn(() -> Files.newInputStream(readable), String.valueOf(readable.getFileName()), id);
            tell(lesson, print);
            return exitCode(lesson);
        } catch (BatchStop stop) {
            refused(stop.refusal(), print);
            return 2;
        } finally {
            print.flush();
        }
    }

    private @Nullable FeedId id(CommandSpec command) {
        if (agency == null && feed == null) {
            return null;
        }
        try {
            return FeedId.of(agency + "/" + feed);
        } catch (IllegalArgumentException e) {
            throw ContractChoice.wrong(
                    command, "--agency 和 --feed 要一起给，小写英文 / give --agency and --feed together, in lower-case words");
        }
    }

    private void tell(Lesson lesson, PrintWriter print) throws IOException {
        if (out == null) {
            print.println(lesson.yaml());
        } else {
            Files.writeString(out, lesson.yaml());
            print.println("草稿 / draft: " + out);
        }
        lesson.loosened().forEach(change -> print.println("放宽 / loosened: " + change));
        lesson.unfinished().forEach(problem -> print.println("未成 / unfinished: " + problem));
        lesson.refusal().ifPresent(refusal -> refused(refusal, print));
        print.printf(
                "验证 / proof：%d 行 / rows，%d 可用 / accepted，%d 不可用 / rejected%n",
                lesson.rows(), lesson.accepted(), lesson.rows() - lesson.accepted());
        lesson.rejected().forEach((what, count) -> print.printf("  %7d × %s%n", count, what));
        print.println("草稿里标有“请填写”的各项，文件里没有，要由人写 / what is marked “fill in” is in no file: a person must write it");
    }

    private static void refused(Refusal refusal, PrintWriter print) {
        print.printf("✗ %s（%s）%n    %s%n", refusal.rule(), refusal.place(), refusal.fix());
    }

    private static int exitCode(Lesson lesson) {
        if (lesson.refusal().isPresent() || !lesson.unfinished().isEmpty()) {
            return 2;
        }
        return lesson.accepted() == lesson.rows() ? 0 : 1;
    }
}
