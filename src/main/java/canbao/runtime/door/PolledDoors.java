package canbao.runtime.door;

import canbao.crypto.Sm3Mac;
import canbao.feed.HubComponent;
import canbao.feed.Inbox;
import canbao.feed.ReceiptStore;
import canbao.feed.watch.SignStore;
import canbao.io.Database;
import canbao.model.FeedId;
import canbao.routes.RouteDoors;
import canbao.routes.door.BatchReading;
import canbao.routes.door.DoorMaker;
import canbao.routes.door.Wiring;
import canbao.routes.files.FileDoors;
import canbao.routes.pull.PullDoors;
import canbao.routes.pull.PulledStore;
import canbao.routes.sftp.BoxReceipts;
import canbao.routes.table.TableDoors;
import canbao.routes.table.TableHub;
import canbao.routes.table.TakingStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Supplier;

/** The doors that the hub looks into by itself, wired to the inbox and to what became of batches. */
public final class PolledDoors {
    private static final int FAULTS = 1_000;
    private static final Wiring WIRING = new Wiring(
            HubComponent.NUMBER,
            HubComponent.AS_OF,
            HubComponent.CONTROL,
            failure ->
                    failure instanceof Inbox.NotAccepted refused ? Optional.of(refused.refusal()) : Optional.empty());

    private final DoorSettings settings;
    private final Supplier<Database> database;
    private final Sm3Mac mac;
    private final Clock clock;

    private PolledDoors(DoorSettings settings, Supplier<Database> database, byte[] key, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.mac = new Sm3Mac(new Sm3Mac(key).code("exchange tables".getBytes(StandardCharsets.UTF_8)));
        this.clock = clock;
    }

    /**
     * @param values {@code hub.yaml}'s {@code routes:}
     * @param key from which the key is made under which rows of exchange tables are remembered
     */
    public static RouteDoors of(DoorSettings settings, Properties values, Database database, byte[] key, Clock clock) {
        return new PolledDoors(settings, () -> database, key, clock).doors(values);
    }

    /** Doors with which routes can be loaded, and into which nobody looks. */
    public static RouteDoors rehearsal(DoorSettings settings, Properties values) {
        Supplier<Database> none = () -> {
            throw new IllegalStateException("routes are only rehearsed");
        };
        return new PolledDoors(settings, none, new byte[] {0}, Clock.systemUTC()).doors(values);
    }

    private RouteDoors doors(Properties values) {
        Map<String, DoorMaker> kinds = new HashMap<>();
        kinds.put("folder", FileDoors.folder(clock));
        kinds.put("sftp-fetch", FileDoors.fetched(clock));
        kinds.put("sftp-drop", dropped());
        kinds.put("http-pull", PullDoors.kind(() -> new PulledStore(database.get()), this::heard));
        kinds.put("table", TableDoors.kind(settings.databases(), this::tables));
        return new RouteDoors(kinds, values, WIRING);
    }

    private void heard(FeedId feed) {
        new SignStore(database.get()).heard(feed, clock.instant());
    }

    private DoorMaker dropped() {
        return options -> {
            DoorSettings.Sftp sftp = settings.sftp()
                    .orElseThrow(() ->
                            new IllegalArgumentException("hub.yaml has no sftp: add sftp: { host, port, folder }"));
            return FileDoors.dropped(sftp.folder(), feed -> new BoxReceipts(sftp.folder(), feed, clock), clock)
                    .make(options);
        };
    }

    private TableHub tables(FeedId feed) {
        return new TableHub(
                () -> new TakingStore(database.get()),
                bytes -> mac.copy().code(bytes),
                number -> batchOf(feed, number),
                batch -> reading(feed, batch));
    }

    private OptionalLong batchOf(FeedId feed, String number) {
        return new ReceiptStore(database.get()).numbered(feed, number);
    }

    private Optional<BatchReading> reading(FeedId feed, long batch) {
        ReceiptStore receipts = new ReceiptStore(database.get());
        return receipts.find(feed, batch)
                .filter(result -> result.doneAt() != null)
                .map(result -> reading(result, receipts.rejections(batch, 0, FAULTS)));
    }

    private static BatchReading reading(ReceiptStore.BatchResult result, List<ReceiptStore.RejectedRow> rejections) {
        Integer rows = result.rows();
        Integer rejected = result.rejected();
        return new BatchReading(
                rows != null,
                result.state(),
                rows == null ? 0 : rows,
                rejected == null ? 0 : rejected,
                result.reason(),
                rejections.stream()
                        .map(row ->
                                new BatchReading.Fault(row.line(), row.field(), row.masked(), row.rule(), row.fix()))
                        .toList());
    }
}
