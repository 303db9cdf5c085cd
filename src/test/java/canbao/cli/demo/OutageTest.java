package canbao.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.cli.ServeCommand;
import canbao.io.Database;
import canbao.runtime.BoardStore;
import canbao.runtime.Hub;
import canbao.runtime.SetClock;
import canbao.runtime.embedded.EmbeddedKafka;
import canbao.runtime.embedded.EmbeddedPostgres;
import canbao.sim.district.District;
import canbao.sim.district.Moment;
import canbao.testing.Platform;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Kafka absent at the start and lost while running: the hub waits, says so, and goes on. */
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void the_hub_waits_for_its_servers_and_goes_on_when_they_are_back() throws IOException {
        Path folder = Platform.folder("outage");
        District district = District.of(5);
        SetClock clock = new SetClock();
        clock.set(LocalDateTime.of(2024, 11, 10, 10, 0));
        int kafkaPort = freePort();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), freePort());
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort);
        var address = postgres.address();
        DemoWorld world = new DemoWorld(
                folder,
                district,
                new DemoWorld.Addresses(address, new DemoWorld.Kafka(kafka.address(), ""), freePort(), freePort()),
                clock);
        postgres.close();

        Hub hub = ServeCommand.prepare(world.config(), clock);
        CompletableFuture<Void> started =
                CompletableFuture.runAsync(() -> hub.start(Path.of("routes"), Optional.empty()));
        await().atMost(PATIENCE).until(() -> says(hub, "PostgreSQL"));
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), address.port());
        await().atMost(PATIENCE).until(started::isDone);

        try (Database database = new Database(Platform.vertx(), address, 2)) {
            Quiet quiet = new Quiet(world, new BoardStore(database), new DemoStore(database));
            world.insurer().pushCoverage(district.coverage());
            await().atMost(PATIENCE).until(quiet::now);

            postgres.close();
            world.education()
                    .put(
                            district.schools().get(3).rosterFileName(),
                            district.rosterXlsx(district.schools().get(3)));
            await().atMost(PATIENCE).until(() -> !hub.board().get().alerts().isEmpty());
            postgres = EmbeddedPostgres.start(folder.resolve("postgres"), address.port());
            await().atMost(PATIENCE).ignoreExceptions().until(quiet::now);
            int pupils = district.schools().get(3).size();
            assertThat(new DemoStore(database).school(district.schools().get(3).code())[0])
                    .isEqualTo(pupils);

            kafka.close();
            world.tax().pushPayments(district.payments(Moment.BEFORE_PLAN));
            await().atMost(PATIENCE).until(() -> !hub.board().get().alerts().isEmpty());
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort);
            await().atMost(PATIENCE).until(quiet::now);
            await().atMost(PATIENCE).until(() -> hub.board().get().alerts().isEmpty());
        } finally {
            hub.close();
            world.close();
            kafka.close();
            postgres.close();
        }
    }

    private static boolean says(Hub hub, String what) {
        return hub.board().get().alerts().stream()
                .anyMatch(alert -> alert.what().en().contains(what));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
