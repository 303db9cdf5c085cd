package canbao.cli;

import canbao.io.Kafka;
import canbao.io.TopicWriter;
import canbao.runtime.EmbeddedKafka;
import canbao.runtime.EmbeddedPostgres;
import canbao.security.Accounts;
import canbao.sim.FolderAgency;
import canbao.sim.InsurerSimulator;
import canbao.sim.Journal;
import canbao.sim.PoliceSimulator;
import canbao.sim.SftpAgency;
import canbao.sim.SignedPush;
import canbao.sim.TaxSimulator;
import canbao.sim.district.District;
import canbao.sim.sms.Faults;
import canbao.sim.sms.Handsets;
import canbao.sim.sms.SmsCentre;
import canbao.sms.cmpp.CmppAccount.Login;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * The world around the hub in the demo: embedded PostgreSQL and Kafka, four agencies with their own systems and books, an
 * SMS centre, and a config folder in which all their addresses stand. Everything lives in one data folder.
 */
final class DemoWorld implements AutoCloseable {
    static final String POLICE_TOPIC = "police.population";

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final SftpAgency civilAffairs;
    private final FolderAgency education;
    private final PoliceSimulator police;
    private final SmsCentre smsCentre;
    private final String adminPassword;
    private final Agencies agencies;

    /** The agencies that call the hub and are called by it. */
    private record Agencies(InsurerSimulator insurer, TaxSimulator tax) {}

    DemoWorld(Path folder, District district, int port, Clock clock) throws IOException {
        this.folder = folder.toAbsolutePath();
        Path secrets = config().resolve("secrets");
        copyBooks();
        SecretsCommand.make(secrets, new SecureRandom());
        this.adminPassword = SecretsCommand.newPassword(new SecureRandom());
        Accounts.writePassword(secrets.resolve("admin"), adminPassword, new SecureRandom());
        this.postgres = closing(EmbeddedPostgres.start(folder.resolve("postgres"), 0));
        Files.writeString(secrets.resolve("postgres"), postgres.address().password() + "\n");
        this.kafka = closing(EmbeddedKafka.start(folder.resolve("kafka"), 0));
        this.civilAffairs = sftp(secrets);
        this.education = new FolderAgency(Files.createDirectories(folder.resolve("drop/education")));
        TopicWriter topic = closing(new TopicWriter(new Kafka(vertx, kafka.address()), POLICE_TOPIC, 2));
        this.police = new PoliceSimulator(topic::write, Files.readAllBytes(secrets.resolve("lookup-key")));
        this.smsCentre = smsCentre(secrets, clock);
        this.agencies = agencies(secrets, district, port, clock);
        writeHubYaml(port);
    }

    Path config() {
        return folder.resolve("config");
    }

    String adminPassword() {
        return adminPassword;
    }

    /** The folder from which the hub fetches over SFTP. */
    FolderAgency civilAffairs() {
        return new FolderAgency(sftpRoot().resolve("out"));
    }

    FolderAgency education() {
        return education;
    }

    PoliceSimulator police() {
        return police;
    }

    InsurerSimulator insurer() {
        return agencies.insurer();
    }

    TaxSimulator tax() {
        return agencies.tax();
    }

    SmsCentre smsCentre() {
        return smsCentre;
    }

    /** Whether every file that was offered has been fetched. */
    boolean doorsEmpty() {
        return empty(sftpRoot().resolve("out")) && empty(folder.resolve("drop/education"));
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
        vertx.close().await();
    }

    private Path sftpRoot() {
        return folder.resolve("sftp");
    }

    private SftpAgency sftp(Path secrets) throws IOException {
        Files.createDirectories(sftpRoot().resolve("out"));
        String password =
                Files.readString(secrets.resolve("civil-affairs-sftp")).strip();
        SftpAgency agency = new SftpAgency(sftpRoot(), "canbao", password, 0);
        agency.start();
        closing.push(agency::stop);
        Files.writeString(config().resolve("known_hosts"), agency.knownHosts());
        return agency;
    }

    private SmsCentre smsCentre(Path secrets, Clock clock) throws IOException {
        String secret = Files.readString(secrets.resolve("sms")).strip();
        Handsets handsets = closing(Handsets.onFile(folder.resolve("handsets.jsonl")));
        SmsCentre centre =
                new SmsCentre(new SmsCentre.Settings(0, new Login("canbao", secret), 1), handsets, Faults.NONE, clock);
        centre.start(vertx);
        return centre;
    }

    private Agencies agencies(Path secrets, District district, int port, Clock clock) throws IOException {
        URI hub = URI.create("http://127.0.0.1:" + port);
        Path books = Files.createDirectories(folder.resolve("books"));
        InsurerSimulator insurer = new InsurerSimulator(
                vertx,
                closing(new SignedPush(hub, "insurer-1", secret(secrets, "insurer-1"), clock)),
                district.trueNames(),
                Journal.at(books.resolve("insurer.jsonl")),
                clock);
        insurer.start(0);
        closing.push(insurer::stop);
        TaxSimulator tax = new TaxSimulator(
                vertx,
                closing(new SignedPush(hub, "tax-1", secret(secrets, "tax-1"), clock)),
                Journal.at(books.resolve("tax.jsonl")),
                clock);
        tax.start(0);
        closing.push(tax::stop);
        return new Agencies(insurer, tax);
    }

    private static byte[] secret(Path secrets, String name) throws IOException {
        return Files.readString(secrets.resolve(name)).strip().getBytes(StandardCharsets.UTF_8);
    }

    private void writeHubYaml(int port) throws IOException {
        String yaml = """
                instance: demo
                leaseLength: PT5S
                postgres: { host: %s, port: %d, database: %s, user: %s, password: { file: secrets/postgres } }
                kafka: { servers: "%s", topic: canbao.changes, partitions: 4 }
                http: { host: 127.0.0.1, port: %d }
                admin: { user: admin, passwordFile: secrets/admin }
                keys: { vault: { file: secrets/vault-key }, lookup: { file: secrets/lookup-key } }
                sms: { account: demo, host: 127.0.0.1, port: %d, user: canbao, secret: { file: secrets/sms }, serviceNumber: "1065712393" }
                routes:
                  civil-affairs.sftp: 127.0.0.1:%d
                  civil-affairs.sftp.user: canbao
                  civil-affairs.sftp.password: { file: secrets/civil-affairs-sftp }
                  civil-affairs.sftp.known-hosts: %s
                  education.folder: %s
                  police.kafka: "%s"
                  police.topic: %s
                  insurer.orders: 127.0.0.1:%d/orders
                  tax.levies: 127.0.0.1:%d/levies
                """.formatted(
                        postgres.address().host(),
                        postgres.address().port(),
                        postgres.address().database(),
                        postgres.address().user(),
                        kafka.address(),
                        port,
                        smsCentre.port(),
                        civilAffairs.port(),
                        config().resolve("known_hosts"),
                        folder.resolve("drop/education"),
                        kafka.address(),
                        POLICE_TOPIC,
                        agencies.insurer().port(),
                        agencies.tax().port());
        Files.writeString(config().resolve("hub.yaml"), yaml);
    }

    private void copyBooks() throws IOException {
        for (String part : new String[] {"contracts", "codes", "policies", "reminders"}) {
            Folders.copy(Path.of("config", part), config().resolve(part));
        }
        Files.write(config().resolve("agencies.yaml"), Files.readAllBytes(Path.of("config/agencies.yaml")));
    }

    private <T extends AutoCloseable> T closing(T resource) {
        closing.push(resource);
        return resource;
    }

    private static boolean empty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> Files.isRegularFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
