package canbao.cli.demo;

import canbao.cli.Folders;
import canbao.cli.SecretsCommand;
import canbao.cli.demo.life.LifeChapter;
import canbao.cli.receipt.ReceiptKeyFile;
import canbao.io.DatabaseAddress;
import canbao.io.kafka.TopicWriter;
import canbao.model.FeedId;
import canbao.security.signin.Accounts;
import canbao.sim.CivilAffairsSimulator;
import canbao.sim.FolderAgency;
import canbao.sim.InsurerSimulator;
import canbao.sim.Journal;
import canbao.sim.PoliceSimulator;
import canbao.sim.SchoolOffice;
import canbao.sim.SftpAgency;
import canbao.sim.SignedPush;
import canbao.sim.TaxSimulator;
import canbao.sim.district.District;
import canbao.sim.district.life.Life;
import canbao.sim.district.life.Role;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The agencies around the hub, with their own systems and books, and a config folder in which everybody's address stands.
 * Everything lives in one data folder.
 */
final class DemoWorld implements AutoCloseable, LifeChapter.Agencies {
    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Addresses addresses;
    private final SftpAgency civilAffairs;
    private final FolderAgency education;
    private final PoliceSimulator police;
    private final String adminPassword;
    private final Agencies agencies;
    private final Life life;

    /** The agencies that call the hub and are called by it. */
    private record Agencies(
            InsurerSimulator insurer,
            TaxSimulator tax,
            CivilAffairsSimulator civilAffairs,
            Map<String, SignedPush> pushes) {}

    /** Where the servers are that the agencies and the hub use; {@code hub} is the port it will listen on. */
    record Addresses(DatabaseAddress database, Kafka kafka, int hub, int sms) {}

    /** A Kafka cluster and what precedes the names of this world's topics there. */
    record Kafka(String servers, String prefix) {
        String topic(String name) {
            return prefix + name;
        }
    }

    DemoWorld(Path folder, District district, Addresses addresses, Clock clock) throws IOException {
        this.folder = folder.toAbsolutePath();
        this.addresses = addresses;
        Path secrets = config().resolve("secrets");
        copyBooks();
        SecretsCommand.make(secrets, new SecureRandom());
        ReceiptKeyFile.ensure(config(), LocalDate.of(2024, 1, 1), new SecureRandom());
        this.adminPassword = SecretsCommand.newPassword(new SecureRandom());
        Accounts.writePassword(secrets.resolve("admin"), adminPassword, new SecureRandom());
        Accounts.writePassword(secrets.resolve("staff-desk"), adminPassword, new SecureRandom());
        Files.writeString(secrets.resolve("sms"), DemoServers.SMS_LOGIN.secret() + "\n");
        Files.writeString(secrets.resolve("postgres"), addresses.database().password() + "\n");
        // Agencies that were added to config/ take part with the keys that they have there.
        Folders.copyMissing(Path.of("config/secrets"), secrets);
        this.civilAffairs = sftp(secrets);
        this.education = new FolderAgency(Files.createDirectories(folder.resolve("drop/education")));
        TopicWriter topic = closing(new TopicWriter(
                new canbao.io.kafka.Kafka(vertx, addresses.kafka().servers()),
                addresses.kafka().topic("police.population"),
                2));
        this.police = new PoliceSimulator(topic::write, Files.readAllBytes(secrets.resolve("lookup-key")));
        this.life = Life.of(district);
        this.agencies = agencies(secrets, district, clock);
        writeHubYaml();
    }

    Path config() {
        return folder.resolve("config");
    }

    String adminPassword() {
        return adminPassword;
    }

    /** The folder from which the hub fetches over SFTP. */
    @Override
    public FolderAgency civilAffairs() {
        return new FolderAgency(sftpRoot().resolve("out"));
    }

    @Override
    public FolderAgency education() {
        return education;
    }

    @Override
    public PoliceSimulator police() {
        return police;
    }

    @Override
    public InsurerSimulator insurer() {
        return agencies.insurer();
    }

    @Override
    public TaxSimulator tax() {
        return agencies.tax();
    }

    /** The office of civil affairs that goes to see people. */
    @Override
    public CivilAffairsSimulator visitors() {
        return agencies.civilAffairs();
    }

    /** Where the hub is, and who changes the policy there. */
    LifeChapter.Office office() {
        return new LifeChapter.Office(
                URI.create("http://127.0.0.1:" + addresses.hub()),
                adminPassword,
                config().resolve("policies/330302-2025.yaml"));
    }

    /** Who comes after the first two months. */
    Life life() {
        return life;
    }

    /** A school, which asks the hub as education. */
    SchoolOffice school() {
        return new SchoolOffice(push(agencies.pushes(), "education"));
    }

    private static SignedPush push(Map<String, SignedPush> pushes, String agency) {
        return Objects.requireNonNull(pushes.get(agency), agency);
    }

    /** Posts an agency's list at the signed door, under its own number. */
    @Override
    public void push(FeedId feed, byte[] list, LocalDate asOf) {
        SignedPush.Answer answer = push(agencies.pushes(), feed.agency())
                .post(
                        feed.toString(),
                        list,
                        Map.of("Idempotency-Key", feed.feed() + "-" + asOf, "X-Canbao-As-Of", asOf.toString()));
        if (!answer.accepted()) {
            throw new IllegalStateException("the hub answered " + answer.status() + " to " + feed);
        }
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

    private Agencies agencies(Path secrets, District district, Clock clock) throws IOException {
        URI hub = URI.create("http://127.0.0.1:" + addresses.hub());
        Path books = Files.createDirectories(folder.resolve("books"));
        Map<String, SignedPush> pushes = new HashMap<>();
        for (String agency : List.of("insurer", "tax", "civil-affairs", "health", "education", "township", "finance")) {
            String key = agency + "-1";
            pushes.put(agency, closing(new SignedPush(hub, key, secret(secrets, key), Clock.systemUTC())));
        }
        InsurerSimulator insurer = new InsurerSimulator(
                vertx,
                push(pushes, "insurer"),
                new InsurerSimulator.Register(
                        district.trueNames(), Set.of(life.who(Role.CLAIMANT).certificate())),
                Journal.at(books.resolve("insurer.jsonl")),
                clock);
        insurer.start(0);
        closing.push(insurer::stop);
        TaxSimulator tax = new TaxSimulator(vertx, push(pushes, "tax"), Journal.at(books.resolve("tax.jsonl")), clock);
        tax.start(0);
        closing.push(tax::stop);
        CivilAffairsSimulator visitors = new CivilAffairsSimulator(
                vertx, push(pushes, "civil-affairs"), Journal.at(books.resolve("civil-affairs.jsonl")), clock);
        visitors.start(0);
        closing.push(visitors::stop);
        return new Agencies(insurer, tax, visitors, Map.copyOf(pushes));
    }

    private static byte[] secret(Path secrets, String name) throws IOException {
        return Files.readString(secrets.resolve(name)).strip().getBytes(StandardCharsets.UTF_8);
    }

    private void writeHubYaml() throws IOException {
        String yaml = """
                instance: demo
                leaseLength: PT5S
                postgres: { host: %s, port: %d, database: %s, user: %s, password: { file: secrets/postgres } }
                kafka: { servers: "%s", topic: "%s", partitions: 4 }
                http: { host: 127.0.0.1, port: %d }
                admin: { user: admin, passwordFile: secrets/admin }
                staff: [{ user: desk, passwordFile: secrets/staff-desk }]
                keys: { vault: { file: secrets/vault-key }, lookup: { file: secrets/lookup-key } }
                sms: { account: demo, host: 127.0.0.1, port: %d, user: canbao, secret: { file: secrets/sms }, serviceNumber: "1065712393", segmentsPerSecond: 1200 }
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
                  civil-affairs.leads: 127.0.0.1:%d/leads
                """.formatted(
                        addresses.database().host(),
                        addresses.database().port(),
                        addresses.database().database(),
                        addresses.database().user(),
                        addresses.kafka().servers(),
                        addresses.kafka().topic("canbao.changes"),
                        addresses.hub(),
                        addresses.sms(),
                        civilAffairs.port(),
                        config().resolve("known_hosts"),
                        folder.resolve("drop/education"),
                        addresses.kafka().servers(),
                        addresses.kafka().topic("police.population"),
                        agencies.insurer().port(),
                        agencies.tax().port(),
                        agencies.civilAffairs().port());
        Files.writeString(config().resolve("hub.yaml"), yaml);
    }

    private void copyBooks() throws IOException {
        for (String part : new String[] {"contracts", "codes", "policies", "reminders", "calendars"}) {
            Folders.copy(Path.of("config", part), config().resolve(part));
        }
        for (String seldom :
                new String[] {"civil-affairs-register", "education-students", "health-deaths", "insurer-insured"}) {
            // In the story these speak once: that they are silent afterwards is nobody's delay.
            Path contract = config().resolve("contracts").resolve(seldom + ".yaml");
            Files.writeString(contract, Files.readString(contract).replaceAll("(?m)^rhythm:.*\n", ""));
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
