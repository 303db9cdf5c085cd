package canbao.feed.batch;

import canbao.audit.AuditStore;
import canbao.crypto.Seal;
import canbao.feed.Delivery;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.held.HeldBatches;
import canbao.feed.held.People;
import canbao.feed.quarantine.QuarantineStore;
import canbao.feed.quarantine.Repairs;
import canbao.feed.quarantine.Returns;
import canbao.feed.read.Feeds;
import canbao.feed.replay.ReplayLoop;
import canbao.feed.replay.Replays;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problems;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.registry.OwnerStore;
import canbao.registry.Registry;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Inbox, reader, registry, vault and everything that staff do with batches, with civil affairs' list, over one database. */
public final class BatchWorld implements AutoCloseable {
    public static final FeedId FEED = FeedId.of("civil-affairs/hardship");
    public static final Actor ZHANG = Actor.staff("zhang");
    public static final Actor LI = Actor.staff("li");
    public static final String HEADER = "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n";
    private static final Charset GB18030 = Charset.forName("GB18030");

    public final Database database = Platform.database();
    public final Seal seal = new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII));
    public final InboxStore inboxStore = new InboxStore(database, seal);
    public final VaultStore vault = new VaultStore(database, seal);
    public final AuditStore audit = new AuditStore(database, "test", Clock.systemUTC());
    public final QuarantineStore quarantine = new QuarantineStore(database, seal);
    private final Registry registry = new Registry(vault::enrol, "changes", 4);
    private final Clock clock = Clock.fixed(Instant.parse("2025-12-01T04:00:00Z"), ZoneOffset.UTC);
    private final Lease lease = new Lease(new LeaseStore(database, "one", Duration.ofMinutes(1)), "reader");

    public ContractCatalogue contracts;
    public Inbox inbox;
    public BatchReading reading;
    public BatchLoop loop;
    public HeldBatches held;
    public Repairs repairs;
    public Returns returns;
    public Replays replays;
    public ReplayLoop replayLoop;

    public BatchWorld() {
        this(catalogue("civil-affairs-hardship.yaml", "", ""));
    }

    @SuppressWarnings("NullAway.Init")
    public BatchWorld(ContractCatalogue contracts) {
        under(contracts);
    }

    /** As after a restart with other contracts. */
    public void under(ContractCatalogue catalogue) {
        contracts = catalogue;
        inbox = new Inbox(contracts, inboxStore, clock, () -> {});
        reading = new BatchReading(contracts, Feeds.KEYS, inboxStore, registry::begin);
        loop = new BatchLoop(database, contracts, Feeds.KEYS, seal, lease, registry::begin);
        People people = new People(new OwnerStore(database)::owners, vault::identities);
        held = new HeldBatches(database, inboxStore, reading, people, audit, clock);
        repairs = new Repairs(database, inboxStore, quarantine, contracts, Feeds.KEYS, audit, clock);
        returns = new Returns(database, inboxStore, quarantine, contracts, audit);
        replays = new Replays(database, inboxStore, reading, audit, clock);
        replayLoop = new ReplayLoop(database, inboxStore, reading, seal, lease);
    }

    /** The real contracts, one of them with some of its text replaced. */
    public static ContractCatalogue catalogue(String file, String text, String replacement) {
        Path folder = Platform.folder("contracts");
        copy("contracts", folder);
        copy("codes", folder);
        Path changed = folder.resolve("contracts").resolve(file);
        try {
            Files.writeString(changed, Files.readString(changed).replace(text, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ContractCatalogue.load(folder, new Problems());
    }

    private static void copy(String name, Path to) {
        try (Stream<Path> files = Files.list(Feeds.CONFIG.resolve(name))) {
            Path folder = Files.createDirectories(to.resolve(name));
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void empty() {
        database.run("TRUNCATE batch, batch_chunk, quarantine, scope, fact, fact_history, applied, outbox, restated,"
                + " held_request, replay, replay_batch");
    }

    /** Stores civil affairs' list of a day, with its header. */
    public long store(String day, String rows) {
        return storeBytes(day, (HEADER + rows).getBytes(GB18030));
    }

    public long storeBytes(String day, byte[] bytes) {
        return inbox.accept(new Delivery(
                        FEED,
                        Actor.agency("civil-affairs"),
                        "hardship-" + day + ".csv",
                        null,
                        null,
                        Buffer.buffer(bytes)))
                .batch();
    }

    /** Stores a list and has it read. */
    public long read(String day, String rows) {
        long batch = store(day, rows);
        readAll();
        return batch;
    }

    public void readAll() {
        while (loop.step()) {}
    }

    public void replayAll() {
        while (replayLoop.step()) {}
    }

    /** Looks, asks as one and approves as another. */
    public void approve(long batch) {
        ask(batch);
        if (!(held.decide(LI, batch, true, "已与民政核对") instanceof HeldBatches.Outcome.Done)) {
            throw new AssertionError("not approved");
        }
    }

    public void ask(long batch) {
        String digest = held.show(batch, Changes.Page.NONE).orElseThrow().digest();
        if (!(held.ask(ZHANG, batch, digest, "名单属实") instanceof HeldBatches.Outcome.Done)) {
            throw new AssertionError("could not be asked");
        }
    }

    public static String list(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int n = from; n < to; n++) {
            rows.append(person(n, "城市低保"));
        }
        return rows.toString();
    }

    public static String person(int n, String category) {
        return number(n) + ",受助人" + n + "," + category + ",,H" + n + ",330302,202401,,1390000" + (1000 + n) + "\n";
    }

    /** A number that nobody has, with a valid check digit; n below 9,000. */
    public static String number(int n) {
        String body = "330302196" + n / 1000 + "0" + (1 + n / 100 % 9) + "01" + (100 + n % 100 + n / 900 % 9 * 100);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (body.charAt(i) - '0');
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    /** What the list says now: number to category. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        Map<PersonKey, String> said = new HashMap<>();
        for (Row row : database.run("SELECT person, attributes::text FROM fact WHERE NOT withdrawn")) {
            said.put(new PersonKey(row.getUUID(0)), new JsonObject(row.getString(1)).getString("category"));
        }
        vault.identities(said.keySet())
                .forEach((person, identity) -> facts.put(identity.certificateNumber(), said.get(person)));
        return facts;
    }

    public long count(String from) {
        return database.run("SELECT count(*) FROM " + from).iterator().next().getLong(0);
    }

    /** A column of a batch as text. */
    public String of(long batch, String column) {
        return database.run("SELECT coalesce(" + column + "::text, '') FROM batch WHERE id = $1", Tuple.of(batch))
                .iterator()
                .next()
                .getString(0);
    }

    @Override
    public void close() {
        database.close();
    }
}
