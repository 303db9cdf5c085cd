package canbao.cli;

import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.runtime.Books;
import canbao.runtime.Hub;
import canbao.runtime.HubConfig;
import canbao.security.signin.Accounts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the hub against the PostgreSQL and Kafka of {@code config/hub.yaml}, until Ctrl-C. */
@Command(
        name = "serve",
        description = "按 config/hub.yaml 运行枢纽 / run the hub against the PostgreSQL and Kafka of config/hub.yaml")
public final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(names = "--routes", description = "路由目录 / routes folder (${DEFAULT-VALUE})")
    private Path routes = Path.of("routes");

    @Override
    public Integer call() throws InterruptedException {
        Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));
        Hub hub = prepare(config, clock);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            hub.close();
            stopped.countDown();
        }));
        hub.start(routes, accounts(config, clock));
        stopped.await();
        return 0;
    }

    /** Reads a config folder and wires a hub; everything wrong in the folder is thrown at once. */
    public static Hub prepare(Path config, Clock clock) {
        Problems problems = new Problems();
        HubConfig settings = HubConfig.load(config, problems);
        Books books = Books.load(config, problems);
        problems.throwIfAny();
        return new Hub(Vertx.vertx(), settings, books, clock);
    }

    /** Who may sign in, by a config folder. */
    public static Optional<Accounts> accounts(Path config, Clock clock) {
        Problems problems = new Problems();
        YamlNode file = YamlNode.load(config.resolve("hub.yaml"), "config/hub.yaml", problems);
        Optional<Accounts> accounts = Accounts.read(file, config, clock);
        problems.throwIfAny();
        return accounts;
    }
}
