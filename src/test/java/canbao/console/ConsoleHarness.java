package canbao.console;

import canbao.audit.AuditStore;
import canbao.io.Database;
import canbao.model.Wording;
import canbao.security.Accounts;
import canbao.security.AgencyKeys;
import canbao.security.NonceStore;
import canbao.security.Secret;
import canbao.security.Sessions;
import canbao.security.SignedRequests;
import canbao.testing.HandClock;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The real console on a free port, with one agency that has a key, and a client. */
final class ConsoleHarness implements AutoCloseable {
    static final String PASSWORD = "correct horse 马";
    static final String SECRET = "8f2c1d0e5b7a49638f2c1d0e5b7a4963";
    static final long LIMIT = 100_000;
    private static final String HASH = Accounts.hash(PASSWORD, new SecureRandom());

    final HandClock clock = new HandClock(Instant.parse("2024-11-01T02:00:00Z"));
    final Database database;
    final HttpClient client = HttpClient.newHttpClient();
    private final ConsoleVerticle verticle;

    ConsoleHarness(Vertx vertx, Database database, DoorBell bell, boolean account, Supplier<Status> status) {
        this.database = database;
        var tax = new AgencyKeys.Agency("tax", new Wording("税务局", "Tax bureau"), Set.of("payments", "answers"));
        var keys = new AgencyKeys(List.of(
                new AgencyKeys.Key("tax-1", tax, Secret.of(SECRET), Instant.EPOCH, Instant.MAX),
                new AgencyKeys.Key("tax-old", tax, Secret.of(SECRET), Instant.EPOCH, clock.instant())));
        var requests = new SignedRequests(keys, new NonceStore(database), clock);
        Optional<Accounts> accounts = account ? Optional.of(new Accounts("admin", HASH, clock)) : Optional.empty();
        var gatekeeper = new Gatekeeper(
                accounts, new Sessions(clock, new SecureRandom()), new AuditStore(database, "test", clock));
        var settings = new ConsoleSettings("127.0.0.1", 0, LIMIT, Set.of("localhost", "127.0.0.1"));
        verticle = new ConsoleVerticle(settings, new FeedDoor(requests, bell), gatekeeper, status);
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + verticle.port() + path);
    }

    SignedCall call(String path, String body) {
        return new SignedCall(path, body, clock.instant());
    }

    HttpResponse<String> send(SignedCall call) {
        return send(call.request(uri(call.path)));
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> postForm(String path, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> send(HttpRequest request) {
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
