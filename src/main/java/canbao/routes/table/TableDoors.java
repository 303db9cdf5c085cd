package canbao.routes.table;

import canbao.model.FeedId;
import canbao.routes.door.Door;
import canbao.routes.door.DoorMaker;
import canbao.routes.door.DoorOptions;
import canbao.routes.table.agency.DeltaStore;
import canbao.routes.table.agency.SnapshotStore;
import canbao.routes.table.agency.TableDatabase;
import canbao.routes.table.agency.TableLayout;
import canbao.routes.table.agency.WatchStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code table:<database>}: an agency's exchange table in one of three shapes. */
public final class TableDoors {
    private static final Duration OVERLAP = Duration.ofMinutes(30);
    private static final int ROWS = 5_000;
    private static final int MOST_ROWS = 50_000;

    private TableDoors() {}

    /**
     * @param databases by the names that routes use
     * @param hubs what the hub is for one feed's door
     */
    public static DoorMaker kind(Map<String, TableDatabase> databases, Function<FeedId, TableHub> hubs) {
        return options -> {
            TableHub hub = hubs.apply(options.feed());
            TableDatabase database = databases.get(options.place());
            if (database == null) {
                throw new IllegalArgumentException("hub.yaml has no " + options.place()
                        + " under databases: add {kind, host, database, user, password}");
            }
            return switch (options.oneOf("shape", List.of("delta", "snapshot", "watch"), "delta")) {
                case "delta" -> delta(database, options, hub);
                case "snapshot" -> snapshot(database, options, hub);
                default -> watch(database, options, hub);
            };
        };
    }

    private static Door delta(TableDatabase database, DoorOptions options, TableHub hub) {
        DeltaStore.Columns columns = new DeltaStore.Columns(
                TableLayout.column(options, "status", "status"),
                TableLayout.column(options, "error", "error"),
                TableLayout.column(options, "batch", "batch_id"),
                TableLayout.column(options, "updated", "updated_at"));
        TableLayout layout = TableLayout.of(
                database.kind(),
                options,
                List.of(columns.status(), columns.error(), columns.batch(), columns.updated()));
        return new DeltaDoor(database, new DeltaStore(layout, columns), place(options), rows(options), hub);
    }

    private static Door snapshot(TableDatabase database, DoorOptions options, TableHub hub) {
        TableLayout layout = TableLayout.of(database.kind(), options, List.of(SnapshotStore.NUMBER));
        return new SnapshotDoor(database, new SnapshotStore(layout), options.text("table"), hub);
    }

    private static Door watch(TableDatabase database, DoorOptions options, TableHub hub) {
        TableLayout layout = TableLayout.of(database.kind(), options, List.of());
        Duration overlap = options.duration("overlap", OVERLAP);
        if (overlap.compareTo(Duration.ofMinutes(1)) < 0 || overlap.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("overlap must be from PT1M to P30D, not " + overlap);
        }
        return new WatchDoor(
                database,
                new WatchStore(layout, TableLayout.column(options, "updated", "updated_at")),
                new WatchDoor.Reach(overlap, rows(options)),
                place(options),
                hub);
    }

    private static int rows(DoorOptions options) {
        return (int) options.number("rows", 1, MOST_ROWS, ROWS);
    }

    /** Under which our database remembers the table: whatever changes it is another table. */
    private static String place(DoorOptions options) {
        FeedId feed = options.feed();
        return feed + " " + options.place() + " " + options.text("table");
    }
}
