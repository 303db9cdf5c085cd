package canbao.cli.bench;

import canbao.cli.FolderLock;
import canbao.cli.Folders;
import canbao.cli.SecretsCommand;
import canbao.cli.receipt.ReceiptKeyFile;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.runtime.Books;
import canbao.runtime.Hub;
import canbao.runtime.HubConfig;
import canbao.runtime.SetClock;
import canbao.runtime.embedded.EmbeddedKafka;
import canbao.runtime.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A hub on embedded components whose only feed is the benchmark's; orders stay queued, nobody is texted. */
final class BenchWorld implements AutoCloseable {
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final EmbeddedPostgres postgres;
    private final Database database;
    private final Hub hub;

    BenchWorld(Path folder) throws IOException {
        closing(FolderLock.take(folder));
        EmbeddedPostgres.stopOrphan(folder.resolve("postgres"));
        Folders.delete(folder);
        Path config = Files.createDirectories(folder.resolve("config"));
        postgres = closing(EmbeddedPostgres.start(folder.resolve("postgres"), 0));
        EmbeddedKafka kafka = closing(EmbeddedKafka.start(folder.resolve("kafka"), 0));
        write(config, kafka.address());
        Vertx vertx = Vertx.vertx();
        closing(() -> vertx.close().await());
        SetClock clock = new SetClock();
        clock.set(LocalDateTime.of(2024, 11, 15, 23, 0));
        Problems problems = new Problems();
        HubConfig settings = HubConfig.load(config, problems);
        Books books = Books.load(config, problems);
        problems.throwIfAny();
        hub = closing(new Hub(vertx, settings, books, clock));
        hub.start(Files.createDirectories(folder.resolve("routes")), Optional.empty());
        database = closing(new Database(vertx, settings.database(), 2));
    }

    Hub hub() {
        return hub;
    }

    Database database() {
        return database;
    }

    long postmaster() {
        return postgres.processId();
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                System.err.println("did not close cleanly: " + e);
            }
        }
    }

    private void write(Path config, String kafka) throws IOException {
        SecretsCommand.make(config.resolve("secrets"), new SecureRandom());
        ReceiptKeyFile.ensure(config, LocalDate.of(2024, 1, 1), new SecureRandom());
        Files.writeString(config.resolve("secrets/postgres"), postgres.address().password() + "\n");
        Folders.copy(Path.of("config/policies"), config.resolve("policies"));
        Folders.copy(Path.of("config/codes"), config.resolve("codes"));
        Folders.copy(Path.of("config/reminders"), config.resolve("reminders"));
        Files.createDirectories(config.resolve("contracts"));
        try (InputStream contract = BenchWorld.class.getResourceAsStream("/bench/bench-roster.yaml")) {
            if (contract == null) {
                throw new IOException("the benchmark's contract is not on the classpath");
            }
            String roster = new String(contract.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(config.resolve("contracts/bench-roster.yaml"), roster);
            Files.writeString(
                    config.resolve("contracts/bench-warm-up.yaml"), roster.replace("bench/roster", "bench/warm-up"));
        }
        Files.writeString(config.resolve("agencies.yaml"), "agencies: []\n");
        Files.writeString(config.resolve("hub.yaml"), """
                instance: bench
                postgres: { host: %s, port: %d, database: %s, user: %s, password: { file: secrets/postgres } }
                kafka: { servers: "%s", partitions: 4 }
                http: { host: 127.0.0.1, port: 0 }
                admin: { user: nobody, passwordFile: none }
                keys: { vault: { file: secrets/vault-key }, lookup: { file: secrets/lookup-key } }
                sms: { account: none, host: 127.0.0.1, port: 1, user: canbao, secret: { file: secrets/sms }, serviceNumber: "0" }
                routes: {}
                """.formatted(
                        postgres.address().host(),
                        postgres.address().port(),
                        postgres.address().database(),
                        postgres.address().user(),
                        kafka));
    }

    private <T extends AutoCloseable> T closing(T resource) {
        closing.push(resource);
        return resource;
    }
}
