package canbao.routes.table;

import canbao.model.batch.Control;
import canbao.routes.door.BatchReading;
import canbao.routes.door.Door;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.routes.table.TakingStore.Taking;
import canbao.routes.table.agency.DeltaStore;
import canbao.routes.table.agency.ExchangeStore;
import canbao.routes.table.agency.TableDatabase;
import canbao.routes.table.agency.TableRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Rows with status NEW, in bounded batches: remembered, handed over, and only after the inbox's commit marked TAKEN if they
 * are still as they were read; later ACCEPTED or REJECTED. After a crash anywhere the same rows are the same batch.
 */
final class DeltaDoor implements Door {
    private static final int BATCHES = 20;

    private final TableDatabase address;
    private final DeltaStore table;
    private final String place;
    private final int most;
    private final TableHub hub;

    DeltaDoor(TableDatabase address, DeltaStore table, String place, int most, TableHub hub) {
        this.address = address;
        this.table = table;
        this.place = place;
        this.most = most;
        this.hub = hub;
    }

    @Override
    public void look(HandOver inbox) {
        TakingStore memory = hub.store().get();
        try (ExchangeStore database = ExchangeStore.open(address)) {
            for (Taking taking : memory.open(place)) {
                settle(database, memory, taking);
            }
            nothing(database, inbox);
            for (int i = 0; i < BATCHES; i++) {
                if (!take(database, memory, inbox)) {
                    return;
                }
            }
        }
    }

    /** The same rows have the same number, so that after a crash they say it once. */
    private void nothing(ExchangeStore database, HandOver inbox) {
        Gathering rows = new Gathering(most);
        table.nothing(database, most, row -> rows.add(row, print(row)));
        database.commit();
        if (rows.isEmpty()) {
            return;
        }
        String error = switch (inbox.deliver(new Parcel(new byte[0], "", rows.number(), null, Control.NOTHING))) {
            case HandOver.Stored stored -> "";
            case HandOver.Refused refused -> ErrorText.of(refused.refusal());
        };
        table.heard(database, rows.rows(), error.isEmpty(), error);
        database.commit();
    }

    private boolean take(ExchangeStore database, TakingStore memory, HandOver inbox) {
        Gathering rows = new Gathering(most);
        table.fresh(database, most, row -> rows.add(row, print(row)));
        database.commit();
        if (rows.isEmpty()) {
            return false;
        }
        memory.begin(place, rows.number(), rows.prints());
        Parcel parcel = new Parcel(rows.bytes(), "", rows.number(), null, Control.NONE);
        switch (inbox.deliver(parcel)) {
            case HandOver.Stored stored -> {
                table.take(database, rows.rows(), stored.receipt().batch());
                database.commit();
                memory.stored(place, rows.number(), stored.receipt().batch());
            }
            case HandOver.Refused refused -> {
                table.refuse(database, rows.rows(), ErrorText.of(refused.refusal()));
                database.commit();
                memory.forget(place, rows.number());
            }
        }
        return rows.rows().size() == most;
    }

    /** Finishes what a crash cut off, and writes back what has become known since. */
    private void settle(ExchangeStore database, TakingStore memory, Taking taking) {
        Long batch = taking.batch();
        if (batch == null) {
            OptionalLong stored = hub.batchOf().apply(taking.number());
            if (stored.isEmpty()) {
                memory.forget(place, taking.number());
                return;
            }
            takeAgain(database, memory.rows(place, taking.number()), stored.getAsLong());
            memory.stored(place, taking.number(), stored.getAsLong());
            return;
        }
        Optional<BatchReading> reading = hub.readings().apply(batch);
        if (reading.isPresent()) {
            answer(database, batch, memory.rows(place, taking.number()), reading.get());
            memory.forget(place, taking.number());
        }
    }

    /** The rows are in the inbox, but perhaps not marked: those that are still as they were read are found by their prints. */
    private void takeAgain(ExchangeStore database, List<Print> handed, long batch) {
        Set<ByteBuffer> prints = new HashSet<>();
        handed.forEach(print -> prints.add(print.row()));
        List<TableRow> rows = new ArrayList<>();
        table.fresh(database, Integer.MAX_VALUE, row -> {
            if (prints.contains(print(row).row())) {
                rows.add(row);
            }
            return rows.size() < prints.size();
        });
        table.take(database, rows, batch);
        database.commit();
    }

    private void answer(ExchangeStore database, long batch, List<Print> handed, BatchReading reading) {
        Map<Integer, String> errors = new HashMap<>();
        reading.faults()
                .forEach(fault -> errors.merge(
                        fault.line(), ErrorText.of(fault), (one, other) -> ErrorText.cut(one + "; " + other)));
        Map<ByteBuffer, Integer> lines = new HashMap<>();
        for (int i = 0; i < handed.size(); i++) {
            lines.put(handed.get(i).key(), i + 1);
        }
        List<DeltaStore.Answer> answers = new ArrayList<>();
        table.taken(database, batch, row -> {
            Integer line = lines.get(print(row).key());
            if (line != null) {
                String error = reading.used() ? errors.getOrDefault(line, "") : ErrorText.cut(reading.reason());
                answers.add(new DeltaStore.Answer(row, reading.used() && error.isEmpty(), error));
            }
            return true;
        });
        table.answer(database, batch, answers);
        database.commit();
    }

    private Print print(TableRow row) {
        return Print.of(hub.hash(), place, row, row.stamp(), 0);
    }
}
