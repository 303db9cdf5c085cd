package canbao.console;

import canbao.audit.AuditStore;
import canbao.console.desk.Desk;
import canbao.console.door.DoorBell;
import canbao.console.door.Doors;
import canbao.console.web.Gatekeeper;
import canbao.crypto.Sm2;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.correction.Corrections;
import canbao.feed.outcome.Outcomes;
import canbao.feed.receipt.ReceiptOffice;
import canbao.feed.receipt.TryKeys;
import canbao.feed.rhythm.CalendarYaml;
import canbao.feed.rhythm.WorkCalendar;
import canbao.identity.CertificateKeys;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.ledger.gate.CommercialGate;
import canbao.ledger.show.CaseFileStore;
import canbao.model.CurrentFacts;
import canbao.model.Wording;
import canbao.policy.PolicyBook;
import canbao.security.AgencyDoors;
import canbao.security.AgencyKeys;
import canbao.security.AgencyKeys.Key;
import canbao.security.AgencyKeys.Validity;
import canbao.security.Fingerprint;
import canbao.security.NonceStore;
import canbao.security.Proof;
import canbao.security.Secret;
import canbao.security.SignedRequests;
import canbao.security.signin.Accounts;
import canbao.security.signin.Sessions;
import canbao.testing.HandClock;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The real console on a free port, with agencies that have keys of every kind, and a client. */
public final class ConsoleHarness implements AutoCloseable {
    public static final String PASSWORD = "correct horse 马";
    public static final String SECRET = "8f2c1d0e5b7a49638f2c1d0e5b7a4963";
    public static final long LIMIT = 5_000_000;
    public static final Sm2.Pair SM2 = Sm2.generate(new SecureRandom());
    private static final String HASH = Accounts.hash(PASSWORD, new SecureRandom());
    private static final ContractCatalogue CONTRACTS = ContractCatalogue.load(Path.of("config"), new Problems());

    public static final WorkCalendar CALENDAR = CalendarYaml.load(Path.of("config"), new Problems());

    public static final Instant START = Instant.parse("2024-11-01T02:00:00Z");

    public final HandClock clock = new HandClock(START);
    public final Database database;
    public final HttpClient client = HttpClient.newHttpClient();
    public final TryKeys receiptKeys = new TryKeys();
    public final ReceiptOffice receipts;
    private final ConsoleVerticle verticle;

    public ConsoleHarness(Vertx vertx, Database database, DoorBell bell, boolean account, Supplier<Status> status) {
        this(vertx, database, bell, account, status, settings(LIMIT, null), Set.of());
    }

    /** @param certificates the only ones over which the insurer may come */
    public ConsoleHarness(
            Vertx vertx,
            Database database,
            DoorBell bell,
            boolean account,
            Supplier<Status> status,
            ConsoleSettings settings,
            Set<Fingerprint> certificates) {
        this(vertx, database, new Equipment(bell, account, status, settings, certificates, List.of(), null));
    }

    /** With accounts and these parts of the desk; at its doors nobody rings. */
    public ConsoleHarness(Vertx vertx, Database database, Desk.Part... desk) {
        this(vertx, database, null, desk);
    }

    /** The same, where schools may ask about their pupils. */
    public ConsoleHarness(Vertx vertx, Database database, @Nullable CommercialGate commercial, Desk.Part... desk) {
        this(
                vertx,
                database,
                new Equipment(
                        (feed, actor, headers, body) -> {
                            throw new IllegalStateException("nobody rings here");
                        },
                        true,
                        SampleStatus::middle,
                        settings(LIMIT, null),
                        Set.of(),
                        List.of(desk),
                        commercial));
    }

    private record Equipment(
            DoorBell bell,
            boolean account,
            Supplier<Status> status,
            ConsoleSettings settings,
            Set<Fingerprint> certificates,
            List<Desk.Part> desk,
            @Nullable CommercialGate commercial) {}

    private CommercialGate gateOfNobody() {
        CommercialGate.Means means = new CommercialGate.Means(
                new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.US_ASCII)),
                key -> Optional.empty(),
                persons -> new CurrentFacts(Map.of(), 0, List.of()),
                new CaseFileStore(database),
                () -> new PolicyBook(List.of()));
        return new CommercialGate(means, new AuditStore(database, "test", clock), Clock.systemUTC());
    }

    private ConsoleHarness(Vertx vertx, Database database, Equipment with) {
        this.database = database;
        this.receipts = new ReceiptOffice(database, receiptKeys.ring(), clock);
        var requests =
                new SignedRequests(() -> keys(clock.instant(), with.certificates()), new NonceStore(database), clock);
        Optional<Accounts> accounts = with.account()
                ? Optional.of(new Accounts(Map.of("admin", HASH, "desk", HASH), clock))
                : Optional.empty();
        var gatekeeper = new Gatekeeper(
                accounts, new Sessions(clock, new SecureRandom()), new AuditStore(database, "test", clock));
        var offices = new Doors.Offices(
                receipts,
                new Corrections(database, CONTRACTS, CALENDAR, new AuditStore(database, "test", clock), clock),
                new Outcomes(database),
                with.commercial() != null ? with.commercial() : gateOfNobody());
        var doors = new Doors(requests, with.bell(), offices, CONTRACTS);
        verticle = new ConsoleVerticle(with.settings(), doors, gatekeeper, with.desk(), with.status());
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    public static ConsoleSettings settings(long bodyLimit, ConsoleSettings.@Nullable Tls tls) {
        return new ConsoleSettings("127.0.0.1", 0, bodyLimit, Set.of("localhost", "127.0.0.1"), tls);
    }

    private static AgencyKeys keys(Instant now, Set<Fingerprint> certificates) {
        var tax = new AgencyKeys.Agency("tax", new Wording("税务局", "Tax bureau"), Set.of("payments", "answers"));
        var insurer = new AgencyKeys.Agency(
                "insurer", new Wording("医保局", "Insurer"), Set.of("answers"), AgencyDoors.NONE, certificates);
        var civil = new AgencyKeys.Agency("civil-affairs", new Wording("民政局", "Civil affairs"), Set.of("hardship"));
        var schools = new AgencyKeys.Agency("education", new Wording("教育局", "Education"), Set.of("roster"));
        Proof hmac = new Proof.Hmac(Secret.of(SECRET));
        return new AgencyKeys(List.of(
                new Key("tax-1", tax, hmac, Validity.ALWAYS),
                new Key("tax-sm2", tax, new Proof.Signature(SM2.publicKey()), Validity.ALWAYS),
                new Key("tax-old", tax, hmac, new Validity(Instant.EPOCH, now, null)),
                new Key("tax-next", tax, hmac, new Validity(now.plusSeconds(1), Instant.MAX, null)),
                new Key("tax-lost", tax, hmac, new Validity(Instant.EPOCH, Instant.MAX, now)),
                new Key("tax-late", tax, hmac, new Validity(Instant.EPOCH, Instant.MAX, now.plusSeconds(1))),
                new Key("education-1", schools, hmac, Validity.ALWAYS),
                new Key("civil-1", civil, hmac, Validity.ALWAYS),
                new Key("insurer-1", insurer, hmac, Validity.ALWAYS)));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + verticle.port() + path);
    }

    public SignedCall call(String path, String body) {
        return new SignedCall(path, body, clock.instant());
    }

    public HttpResponse<String> send(SignedCall call) {
        return send(call.request(uri(call.path)));
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> postForm(String path, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void close() {
        client.close();
        database.close();
    }
}
