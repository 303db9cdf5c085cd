package canbao.cli.demo;

import canbao.runtime.embedded.EmbeddedKafka;
import canbao.runtime.embedded.EmbeddedPostgres;
import canbao.sim.sms.Faults;
import canbao.sim.sms.Handsets;
import canbao.sim.sms.SmsCentre;
import canbao.sms.cmpp.CmppAccount.Login;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** The demo's servers in one data folder: embedded PostgreSQL and Kafka, and an SMS centre with a file of what it delivered. */
final class DemoServers implements AutoCloseable {
    /** The SMS account's secret; the centre is on loopback and made up. */
    static final Login SMS_LOGIN = new Login("canbao", "demo-sms-secret-on-loopback");

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final Handsets handsets;
    private final SmsCentre smsCentre;

    DemoServers(Path folder, Clock clock) {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        handsets = Handsets.onFile(folder.resolve("handsets.jsonl"));
        smsCentre = new SmsCentre(new SmsCentre.Settings(0, SMS_LOGIN, 1), handsets, Faults.NONE, clock);
        smsCentre.start(vertx);
    }

    DemoWorld.Addresses addresses(int hubPort) {
        return new DemoWorld.Addresses(
                postgres.address(), new DemoWorld.Kafka(kafka.address(), ""), hubPort, smsCentre.port());
    }

    Handsets handsets() {
        return handsets;
    }

    @Override
    public void close() {
        vertx.close().await();
        try {
            handsets.close();
        } catch (IOException e) {
            System.err.println("the file of handsets did not close: " + e.getMessage());
        }
        kafka.close();
        postgres.close();
    }
}
