package canbao.routes.table;

import canbao.crypto.Sm3;
import canbao.model.batch.Control;
import canbao.routes.door.BatchReading;
import canbao.routes.door.Door;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.routes.table.agency.ExchangeStore;
import canbao.routes.table.agency.SnapshotStore;
import canbao.routes.table.agency.SnapshotStore.Announced;
import canbao.routes.table.agency.TableDatabase;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whole lists: a list is read when its announcement is there and its rows are as many as that says. The list's number is the
 * batch's, so that after a crash the same list is the same batch, and the same number with other rows is refused.
 */
final class SnapshotDoor implements Door {
    private static final int LISTS = 20;

    private final TableDatabase address;
    private final SnapshotStore table;
    private final String name;
    private final TableHub hub;

    SnapshotDoor(TableDatabase address, SnapshotStore table, String name, TableHub hub) {
        this.address = address;
        this.table = table;
        this.name = name;
        this.hub = hub;
    }

    @Override
    public void look(HandOver inbox) {
        try (ExchangeStore database = ExchangeStore.open(address)) {
            answer(database);
            for (int i = 0; i < LISTS; i++) {
                database.freeze();
                Optional<Announced> next = table.next(database);
                if (next.isEmpty()) {
                    return;
                }
                take(database, next.get(), inbox);
            }
        }
    }

    private void take(ExchangeStore database, Announced list, HandOver inbox) {
        long rows = table.count(database, list.number());
        if (!list.rowCount().equals(String.valueOf(rows))) {
            close(database, list, "ERROR", counted(list, rows), null);
            return;
        }
        HandOver.Handed handed;
        try (RowStream lines = new RowStream(table.rows(database, list.number()), rows)) {
            Control control = new Control((int) Math.min(Integer.MAX_VALUE, rows), null, null);
            handed = inbox.deliver(new Parcel(lines, "", number(list), day(list), control));
        }
        switch (handed) {
            case HandOver.Stored stored ->
                close(database, list, "TAKEN", "", stored.receipt().batch());
            case HandOver.Refused refused -> close(database, list, "REJECTED", ErrorText.of(refused.refusal()), null);
        }
    }

    private void close(ExchangeStore database, Announced list, String status, String error, @Nullable Long batch) {
        database.commit();
        table.close(database, list, status, error, batch);
        database.commit();
    }

    private void answer(ExchangeStore database) {
        for (List<String> taken : table.taken(database)) {
            if (!taken.getFirst().matches("\\d{1,18}")) {
                continue;
            }
            Optional<BatchReading> reading = hub.readings().apply(Long.parseLong(taken.getFirst()));
            reading.ifPresent(read ->
                    table.answer(database, taken.getLast(), read.used() ? "ACCEPTED" : "REJECTED", ErrorText.of(read)));
        }
        database.commit();
    }

    private static String counted(Announced list, long rows) {
        return "ROW_COUNT: row_count 为 " + list.rowCount() + "，表中有 " + rows + " 行，请补齐后将状态改回 NEW / row_count says "
                + list.rowCount() + ", the table has " + rows + ": complete it and set status to NEW again";
    }

    private String number(Announced list) {
        String plain = list.number().strip();
        return name + "-"
                + (plain.matches("[A-Za-z0-9._-]{1,60}")
                        ? plain
                        : HexFormat.of().formatHex(Sm3.digest(plain.getBytes(StandardCharsets.UTF_8)), 0, 16));
    }

    @Nullable
    private static LocalDate day(Announced list) {
        return list.asOf().isEmpty() ? null : LocalDate.parse(list.asOf());
    }
}
