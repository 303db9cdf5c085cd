package canbao.feed.watch;

import canbao.alert.AlertLoop;
import canbao.alert.AlertStore;
import canbao.crypto.Seal;
import canbao.feed.Content;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.Feeds;
import canbao.feed.rhythm.CalendarYaml;
import canbao.feed.rhythm.WorkCalendar;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Agencies of an invented {@code sim} with their script, the real inbox and watches, and two instances of the hub that share
 * a database. A batch is read within the hour in which it comes.
 */
final class YearWorld implements AutoCloseable {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration LEASE = Duration.ofMillis(300);
    /** The hub looks more often; at the hours between these nothing is due here. */
    private static final Set<Integer> LOOKS = Set.of(0, 3, 7, 9, 10, 11, 12, 14, 15, 16, 17, 18, 20, 22);

    private static final int LOOKS_TO_LIVE = 400;

    private final Database database = Platform.database();
    private final Path config = Platform.folder("year");
    private final HandClock clock = new HandClock(Instant.EPOCH);
    private final WorkCalendar calendar = CalendarYaml.load(Path.of("config"), new Problems());
    private final TreeMap<LocalDateTime, List<Runnable>> script = new TreeMap<>();
    private final Map<String, LocalDateTime> renewals = new HashMap<>();
    private final List<AlertLoop> instances = new ArrayList<>();
    private ContractCatalogue contracts;
    private Inbox inbox;
    private int born;

    YearWorld() {
        try {
            Files.createDirectories(config.resolve("contracts"));
            Files.createSymbolicLink(
                    config.resolve("codes"), Path.of("config/codes").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        contracts = ContractCatalogue.load(Path.of("config"), new Problems());
        inbox = inbox();
    }

    /** An alert from opening to closing, in Shanghai. */
    record Told(
            String kind,
            String subject,
            LocalDateTime opened,
            @Nullable LocalDateTime closed) {}

    void contract(String feed, String rhythm, String expires) {
        write(feed, Feeds.yaml("tax/payments"), rhythm, expires);
    }

    /** A feed of which each file is one school. */
    void rosters(String rhythm) {
        write("roster", Feeds.yaml("education/roster"), rhythm, "2030-01-01");
    }

    /** Gives the contract's approval five more years and starts the hub again. */
    void renewed(String feed, LocalDateTime at) {
        renewals.put(feed, at);
    }

    void sends(String feed, LocalDateTime at) {
        at(at, () -> deliver(feed, "", at.toString(), Control.NONE));
    }

    void nothing(String feed, LocalDateTime at) {
        at(at, () -> deliver(feed, "", "", Control.NOTHING));
    }

    void roster(String school, LocalDateTime at) {
        String day = at.toLocalDate().toString().replace("-", "");
        at(at, () -> deliver("roster", "roster-" + school + "-" + day + ".xlsx", at.toString(), Control.NONE));
    }

    /** A batch that the reader refuses. */
    void refused(String feed, LocalDateTime at) {
        at(at, () -> {
            deliver(feed, "", at.toString(), Control.NONE);
            database.run("UPDATE batch SET state = 'REFUSED' WHERE state = 'STORED'");
        });
    }

    /** Lives through the time between two moments. */
    void live(LocalDateTime from, LocalDateTime to) {
        restart();
        int looks = 0;
        for (LocalDateTime now = from; now.isBefore(to); now = now.plusHours(1)) {
            if (!LOOKS.contains(now.getHour())) {
                continue;
            }
            while (!script.isEmpty() && !script.firstKey().isAfter(now)) {
                Map.Entry<LocalDateTime, List<Runnable>> next = script.pollFirstEntry();
                set(next.getKey());
                next.getValue().forEach(Runnable::run);
            }
            set(now);
            database.run("UPDATE batch SET state = 'APPLIED' WHERE state = 'STORED'");
            LocalDateTime moment = now;
            if (++looks % LOOKS_TO_LIVE == 0) {
                kill();
            }
            if (renewals.values().removeIf(at -> at.equals(moment))) {
                renew();
                restart();
            }
            instances.forEach(AlertLoop::step);
        }
    }

    List<Told> told() {
        List<Told> told = new ArrayList<>();
        for (Row row : database.run("SELECT kind, subject, opened_at, closed_at FROM alert ORDER BY id")) {
            var closed = row.getOffsetDateTime("closed_at");
            told.add(new Told(
                    row.getString("kind"),
                    row.getString("subject"),
                    LocalDateTime.ofInstant(row.getOffsetDateTime("opened_at").toInstant(), ZONE),
                    closed == null ? null : LocalDateTime.ofInstant(closed.toInstant(), ZONE)));
        }
        return told;
    }

    long notices() {
        return database.run("SELECT count(DISTINCT id) FROM alert_notice")
                .iterator()
                .next()
                .getLong(0);
    }

    private void at(LocalDateTime at, Runnable act) {
        script.computeIfAbsent(at, key -> new ArrayList<>()).add(act);
    }

    private void set(LocalDateTime now) {
        clock.forward(Duration.between(clock.instant(), now.atZone(ZONE).toInstant()));
    }

    private void deliver(String feed, String name, String body, Control control) {
        FeedId id = new FeedId("sim", feed);
        Content content = Content.of(body.getBytes(StandardCharsets.UTF_8));
        inbox.accept(new Delivery(id, Actor.agency("sim"), name, null, null, control, content));
    }

    /** Both are gone at once and leave their leases behind; two others come. */
    private void restart() {
        contracts = load();
        inbox = inbox();
        instances.clear();
        instances.add(instance());
        instances.add(instance());
        pause();
    }

    /** One is gone and leaves its lease behind. */
    private void kill() {
        instances.removeFirst();
        instances.add(instance());
        pause();
    }

    private AlertLoop instance() {
        LeaseStore leases = new LeaseStore(database, "hub-" + ++born, LEASE);
        SignStore signs = new SignStore(database);
        Set<FeedId> connected =
                contracts.all().stream().map(contract -> contract.feed()).collect(Collectors.toSet());
        return new AlertLoop(
                new AlertStore(database, true),
                List.of(
                        new SilenceWatch(contracts, calendar, connected, signs, Instant.EPOCH),
                        new ApprovalWatch(contracts),
                        new HeldWatch(signs)),
                new Lease(leases, "alerts"),
                clock);
    }

    private static void pause() {
        try {
            Thread.sleep(LEASE.toMillis() + 50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Inbox inbox() {
        InboxStore store = new InboxStore(database, new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII)));
        return new Inbox(contracts, store, clock.withZone(ZONE), () -> {});
    }

    private ContractCatalogue load() {
        Problems problems = new Problems();
        ContractCatalogue loaded = ContractCatalogue.load(config, problems);
        problems.throwIfAny();
        return loaded;
    }

    private void renew() {
        try {
            Path file = config.resolve("contracts/sim-ending.yaml");
            Files.writeString(file, Files.readString(file).replaceAll("expires: \\S+", "expires: 2030-06-15"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String feed, String yaml, String rhythm, String expires) {
        String text = yaml.replaceAll("(?m)^feed: .*$", "feed: sim/" + feed)
                        .replaceAll("(?m)^rhythm: .*\n", "")
                        .replaceAll("expires: \\S+", "expires: " + expires)
                + "\nrhythm: " + rhythm + "\n";
        try {
            Files.writeString(config.resolve("contracts/sim-" + feed + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
