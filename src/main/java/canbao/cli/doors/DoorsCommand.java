package canbao.cli.doors;

import canbao.cli.FolderLock;
import canbao.cli.Folders;
import canbao.routes.table.agency.Dialect;
import canbao.routes.table.agency.TableDatabase;
import canbao.runtime.embedded.EmbeddedKafka;
import canbao.runtime.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One list through every door, on embedded components; see {@link AllDoors}. */
@Command(
        name = "doors",
        description = {
            "同一份民政名单走每一道门：事实相同、回执相同、首次之后零变化；不一致则退出码 1",
            "one civil-affairs list through every door: the same facts, the same receipt, no change after the first; exits 1 otherwise"
        })
public final class DoorsCommand implements Callable<Integer> {
    private static final Pattern MARIADB = Pattern.compile("([A-Za-z0-9.-]+):(\\d{1,5})/([A-Za-z0-9_]+)");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--rows",
            description = "可用的行数，另有三行有错 / rows that can be used; three more are wrong (${DEFAULT-VALUE})")
    private int rows = 3_000;

    @Option(
            names = "--mariadb",
            paramLabel = "HOST:PORT/DATABASE",
            description = "一个空的 MariaDB 库；不给则跳过该门 / an empty MariaDB database; without it that door is skipped")
    private @Nullable String mariadb;

    @Option(
            names = "--mariadb-user",
            description = "其用户，口令在环境变量 MARIADB_PASSWORD / its user; the password is in MARIADB_PASSWORD")
    private String mariadbUser = "root";

    @Option(names = "--together-only", description = "不再逐门面对空库 / do not try each door alone")
    private boolean togetherOnly;

    @Option(names = "--json", description = "最后一行输出一个 JSON 对象 / print one JSON object as the last line")
    private boolean json;

    @Option(names = "--data", description = "数据目录，先清空 / data folder, emptied first (${DEFAULT-VALUE})")
    private Path data = Path.of("data/doors");

    @Override
    public Integer call() throws Exception {
        Optional<TableDatabase> exchange = mariadb();
        Path folder = data.toAbsolutePath();
        try (FolderLock lock = FolderLock.take(folder)) {
            Objects.requireNonNull(lock);
            EmbeddedPostgres.stopOrphan(folder.resolve("postgres"));
            Folders.delete(folder);
            Files.createDirectories(folder);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
                    EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
                return run(new World.Servers(postgres.address(), kafka.address(), exchange), folder);
            }
        }
    }

    private int run(World.Servers servers, Path folder) throws Exception {
        PrintWriter text = json ? new PrintWriter(System.err, true, StandardCharsets.UTF_8) : out();
        AllDoors doors = new AllDoors(SameList.of(rows), servers, folder, text);
        doors.run(!togetherOnly);
        doors.mismatches().forEach(mismatch -> text.println("不一致 / MISMATCH " + mismatch));
        if (doors.mismatches().isEmpty()) {
            text.println(
                    "每道门：同样的事实，同样的回执，首次之后零变化 / every door: the same facts, the same receipt, no change after the first");
        }
        text.flush();
        if (json) {
            out().println(doors.json().encode());
            out().flush();
        }
        return doors.mismatches().isEmpty() ? 0 : 1;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private Optional<TableDatabase> mariadb() {
        if (mariadb == null) {
            return Optional.empty();
        }
        Matcher address = MARIADB.matcher(mariadb);
        if (!address.matches()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--mariadb 应为 / must be host:port/database: " + mariadb);
        }
        return Optional.of(new TableDatabase(
                Dialect.MARIADB,
                address.group(1),
                Integer.parseInt(address.group(2)),
                address.group(3),
                mariadbUser,
                Optional.ofNullable(System.getenv("MARIADB_PASSWORD")).orElse(""),
                false));
    }
}
