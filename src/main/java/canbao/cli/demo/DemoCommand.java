package canbao.cli.demo;

import canbao.cli.FolderLock;
import canbao.cli.Folders;
import canbao.cli.ServeCommand;
import canbao.cli.demo.life.LifeReport;
import canbao.cli.demo.life.OtherBooks;
import canbao.crypto.Seal;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.runtime.Books;
import canbao.runtime.Hub;
import canbao.runtime.HubConfig;
import canbao.runtime.SetClock;
import canbao.runtime.embedded.EmbeddedPostgres;
import canbao.sim.district.District;
import canbao.sms.MessageState;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the demo district on embedded components: with the page until Ctrl-C, or once with a verdict. */
@Command(
        name = "demo",
        description = {
            "在内嵌 PostgreSQL 与 Kafka 上演示两个月的完整业务；再次启动从数据目录继续",
            "play two months of the demo district on embedded components; a second start continues from the data folder"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--once",
            description = "从空目录跑完并核对，不一致则退出码 1 / run from an empty folder, check every figure, exit 1 on any mismatch")
    private boolean once;

    @Option(names = "--json", description = "最后一行输出一个 JSON 对象 / print one JSON object as the last line")
    private boolean json;

    @Option(names = "--seed", description = "另一批人，同样的总数 / other people, the same totals (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--port", description = "页面端口 / the page's port (8080; with --once any free one)")
    private int port;

    @Option(names = "--data", description = "数据目录 / data folder (data/demo; with --once data/demo-once)")
    private Path data = Path.of("");

    @Override
    public Integer call() throws Exception {
        Path folder = data.toString().isEmpty() ? Path.of(once ? "data/demo-once" : "data/demo") : data;
        // Held until the process ends.
        FolderLock lock = FolderLock.take(folder);
        if (once) {
            EmbeddedPostgres.stopOrphan(folder.resolve("postgres"));
            Folders.delete(folder);
        }
        Files.createDirectories(folder);
        long started = System.nanoTime();
        SetClock clock = new SetClock();
        DemoScript.resume(clock, folder);
        District district = District.of(seed(folder));
        System.err.println(
                "参保通演示：启动内嵌 PostgreSQL、Kafka 与各部门模拟系统 / starting embedded PostgreSQL, Kafka and the agencies");
        int pagePort = port != 0 ? port : once ? freePort() : 8080;
        DemoServers servers = new DemoServers(folder, clock);
        DemoWorld world = new DemoWorld(folder, district, servers.addresses(pagePort), clock);
        Problems problems = new Problems();
        HubConfig config = HubConfig.load(world.config(), problems);
        Books books = Books.load(world.config(), problems);
        problems.throwIfAny();
        Vertx vertx = Vertx.vertx();
        Hub hub = new Hub(vertx, config, books, clock);
        CountDownLatch stopped = new CountDownLatch(1);
        atTheEnd(List.of(hub, world, servers, () -> Folders.release(lock), stopped::countDown));
        hub.start(Path.of("routes"), ServeCommand.accounts(world.config(), clock));
        System.err.println("页面 / page: http://localhost:" + hub.port() + "  admin / " + world.adminPassword());
        double startSeconds = (System.nanoTime() - started) / 1e9;
        try (Database database = new Database(vertx, config.database(), 2)) {
            DemoStore store = new DemoStore(database);
            DemoReport report = new DemoReport(district.plan(), books.policies().at(LocalDate.now(clock)));
            DemoScript script = new DemoScript(district, world, hub, store, clock, report, folder);
            script.play();
            if (!script.seconds().isEmpty()) {
                // What staff did since the story was told is no mismatch of a second start.
                LifeReport.Sources sources = sources(config, world, servers);
                report.mechanisms(checked(new LifeReport(world.life(), district, database, sources)));
            }
            report.books(
                    DemoReport.published(world.insurer().books(), world.life()),
                    world.tax().books(),
                    servers.handsets().copies(),
                    store,
                    hub.board().messages().counts().getOrDefault(MessageState.IN_DOUBT, 0L));
            JsonObject seconds = new JsonObject().put("start", Math.round(startSeconds * 100) / 100.0);
            script.seconds().forEach(seconds::put);
            report.figures().put("leads", store.leads()).put("seed", seed).put("seconds", seconds);
            if (once) {
                return verdict(report);
            }
        }
        System.err.println("演示完成；页面仍开着，Ctrl-C 结束 / the story is told; the page stays, Ctrl-C ends");
        stopped.await();
        return 0;
    }

    private static void atTheEnd(List<AutoCloseable> closing) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (AutoCloseable each : closing) {
                try {
                    each.close();
                } catch (Exception e) {
                    System.err.println("did not close cleanly: " + e);
                }
            }
        }));
    }

    private static LifeReport.Sources sources(HubConfig config, DemoWorld world, DemoServers servers) {
        return new LifeReport.Sources(
                new Seal(config.keys().vault()),
                new CertificateKeys(config.keys().lookup()),
                new OtherBooks(world.insurer(), world.tax(), world.visitors(), servers.handsets(), world.school()),
                world.office());
    }

    private static LifeReport checked(LifeReport life) {
        System.err.println("机制逐项核对 / each mechanism, checked:");
        life.text().forEach(System.err::println);
        return life;
    }

    private int verdict(DemoReport report) {
        report.mismatches().forEach(mismatch -> System.err.println("不一致 / MISMATCH " + mismatch));
        if (json) {
            System.out.println(report.figures().encode());
        } else {
            report.figures().remove("mechanisms");
            report.figures().forEach(figure -> System.out.printf("  %-32s %s%n", figure.getKey(), figure.getValue()));
        }
        return report.mismatches().isEmpty() ? 0 : 1;
    }

    /** The people of a data folder stay the same. */
    private long seed(Path folder) throws IOException {
        Path file = folder.resolve("seed");
        if (Files.exists(file)) {
            return Long.parseLong(Files.readString(file).strip());
        }
        Files.writeString(file, String.valueOf(seed));
        return seed;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
