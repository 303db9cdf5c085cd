package canbao.cli.demo;

import canbao.io.Database;
import canbao.runtime.BoardStore;
import canbao.runtime.SetClock;
import canbao.sim.InsurerSimulator;
import canbao.sim.PersonYear;
import canbao.sim.TaxSimulator;
import canbao.sim.district.District;
import canbao.sim.district.ListVersion;
import canbao.sim.district.Moment;
import canbao.sim.district.School;
import canbao.sim.sms.SmsCentreMain;
import canbao.sms.MessageState;
import canbao.sms.MessageStore;
import canbao.testing.ChildJvm;
import canbao.testing.Platform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The demo's agencies, a hub in a process of its own and an SMS centre in another; the hub is killed a given number of
 * times, each time while it was getting things done and had more to do.
 */
final class KillRun implements AutoCloseable {
    private static final LocalDateTime BEFORE_PLAN = LocalDateTime.of(2024, 11, 10, 10, 0);
    private static final LocalDateTime CAMPAIGN = LocalDateTime.of(2024, 11, 18, 9, 30);
    private static final int LIST_ROWS = 2_400;
    private static final int LIST_PARTS = 6;

    private final District district;
    private final Random random;
    private final Path folder;
    private final ChildJvm smsCentre;
    private final int smsHttpPort;
    private final Database database;
    private final DemoWorld world;
    private final KillStore store;
    private final Quiet quiet;
    private final SetClock clock = new SetClock();
    private ChildJvm hub;
    private int kills;

    /** @param lookupKey another run's key, so that the same people get the same keys; null for a new one */
    KillRun(String name, District district, byte[] lookupKey, long seed) throws IOException {
        this.district = district;
        this.random = new Random(seed);
        this.folder = Platform.folder("kill-" + name);
        this.smsCentre = ChildJvm.start(
                SmsCentreMain.class,
                folder.resolve("sms.log"),
                "--truth",
                folder.resolve("truth.jsonl").toString(),
                "--delay",
                "20",
                "--user",
                "canbao",
                "--secret",
                DemoServers.SMS_LOGIN.secret());
        String[] ready = smsCentre.line().split(" ", -1);
        this.smsHttpPort = Integer.parseInt(ready[2]);
        if (lookupKey.length > 0) {
            Path secrets = Files.createDirectories(folder.resolve("config/secrets"));
            Files.write(secrets.resolve("lookup-key"), lookupKey);
        }
        var address = Platform.freshDatabase();
        this.database = new Database(Platform.vertx(), address, 4);
        clock.set(BEFORE_PLAN);
        this.world = new DemoWorld(
                folder,
                district,
                new DemoWorld.Addresses(
                        address,
                        new DemoWorld.Kafka(Platform.kafka().address(), name + "."),
                        freePort(),
                        Integer.parseInt(ready[1])),
                clock);
        shortenLeases(world.config().resolve("hub.yaml"));
        this.store = new KillStore(database);
        this.quiet = new Quiet(world, new BoardStore(database), new DemoStore(database));
        this.hub = startHub();
    }

    /** Whoever comes after a kill waits for the leases that the dead one left. */
    private static void shortenLeases(Path hub) throws IOException {
        Files.writeString(hub, Files.readString(hub).replace("leaseLength: PT5S", "leaseLength: PT2S"));
    }

    byte[] lookupKey() throws IOException {
        return Files.readAllBytes(world.config().resolve("secrets/lookup-key"));
    }

    /** Feeds everything, killing the hub so many times on the way, and waits until nothing is under way. */
    void feed(int wanted) {
        Deque<Runnable> parts = parts();
        while (!parts.isEmpty()) {
            parts.pop().run();
            if (kills < wanted) {
                killAtWork(quiet::underWay);
            }
        }
        while (kills < wanted) {
            killAtWork(quiet::underWay);
        }
        int[] times = {0};
        await("everything to be done", () -> (times[0] = quiet.now() ? times[0] + 1 : 0) >= 2);
    }

    /** Plans and sends the reminders, killing the hub so many times more. */
    void remind(int wanted) {
        hub.kill();
        clock.set(CAMPAIGN);
        hub = startHub();
        int until = kills + wanted;
        while (kills < until) {
            killAtWork(store::unsentMessages);
        }
        await("reminders to be planned", () -> messages().values().stream().anyMatch(count -> count > 0));
        await("every message to be closed", () -> store.unsentMessages() == 0);
    }

    int kills() {
        return kills;
    }

    KillStore store() {
        return store;
    }

    Map<MessageState, Long> messages() {
        return new MessageStore(database).counts();
    }

    InsurerSimulator.Books insurer() {
        return world.insurer().books();
    }

    TaxSimulator.Books tax() {
        return world.tax().books();
    }

    /** Who is registered and levied, with the amounts, by the others' books. */
    Map<PersonYear, String> obligations() {
        Map<PersonYear, String> obligations = new HashMap<>();
        insurer()
                .registrations()
                .forEach((person, registration) -> obligations.put(
                        person,
                        registration.category() + " " + registration.subsidyFen() + " " + registration.fiscalFen()));
        tax().levies().forEach((person, levy) -> {
            // A levy at full price is an obligation until it is paid, and that may be before it is made.
            if (levy.personalFen() == 0) {
                obligations.merge(person, "levied " + levy.subsidyFen(), (one, other) -> one + " | " + other);
            }
        });
        return obligations;
    }

    /** Copies by phone, by the SMS centre's own books. */
    Map<String, Integer> handsets() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String body = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + smsHttpPort + "/handsets"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Map<String, Integer> copies = new HashMap<>();
            for (Map.Entry<String, Object> handset : new JsonObject(body)) {
                copies.put(handset.getKey(), ((JsonArray) handset.getValue()).size());
            }
            return copies;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the SMS centre does not answer", e);
        }
    }

    long inDoubt() {
        return messages().getOrDefault(MessageState.IN_DOUBT, 0L);
    }

    @Override
    public void close() {
        hub.close();
        world.close();
        smsCentre.close();
        database.close();
    }

    /** Waits until this life of the hub got something done and has more to do, then kills it; counts only if that held. */
    private void killAtWork(java.util.function.LongSupplier left) {
        long before = store.progress();
        long patience = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (store.progress() == before && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos());
        hub.kill();
        if (store.progress() > before && left.getAsLong() > 0) {
            kills++;
        } else if (System.nanoTime() - patience > 0) {
            throw new IllegalStateException("no work left to interrupt after " + kills + " kills");
        }
        hub = startHub();
    }

    private Deque<Runnable> parts() {
        Deque<Runnable> parts = new ArrayDeque<>();
        List<School> schools = district.schools();
        parts.add(() -> world.police().send(district.policeEvents(Moment.BEFORE_PLAN)));
        parts.add(() -> world.insurer().pushCoverage(district.coverage()));
        parts.add(() -> roster(schools.get(0)));
        parts.add(() -> list(1));
        parts.add(() -> world.tax().pushPayments(district.payments(Moment.BEFORE_PLAN)));
        for (int part = 2; part <= LIST_PARTS; part++) {
            int upTo = part;
            parts.add(() -> list(upTo));
        }
        for (School school : schools.subList(1, 4)) {
            parts.add(() -> roster(school));
        }
        return parts;
    }

    private void roster(School school) {
        world.education().put(school.rosterFileName(), district.rosterXlsx(school));
    }

    /** The first part of civil affairs' list, longer every day. */
    private void list(int part) {
        Charset charset = Charset.forName("GB18030");
        List<String> lines = new ArrayList<>(new String(district.hardshipCsv(ListVersion.MONTH1_CORRECTED), charset)
                .lines()
                .toList());
        String text = String.join("\r\n", lines.subList(0, 1 + LIST_ROWS * part / LIST_PARTS)) + "\r\n";
        world.civilAffairs().put("hardship-2024110%d.csv".formatted(part), text.getBytes(charset));
    }

    private ChildJvm startHub() {
        return ChildJvm.start(
                HubProcess.class,
                folder.resolve("hub.log"),
                world.config().toString(),
                String.valueOf(clock.ahead().toMillis()));
    }

    private static void await(String what, BooleanSupplier done) {
        long until = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("waited four minutes in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
