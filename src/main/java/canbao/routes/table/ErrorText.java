package canbao.routes.table;

import canbao.model.batch.Refusal;
import canbao.routes.door.BatchReading;
import canbao.routes.table.agency.ExchangeTable;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in an error column: rule, field and fix, in at most 500 characters; values are masked. */
final class ErrorText {
    private static final int LONGEST = ExchangeTable.ERROR_LENGTH;
    private static final int TOLD = 5;

    private ErrorText() {}

    static String of(Refusal refusal) {
        return cut(refusal.rule() + " @ " + refusal.place() + ": " + refusal.fix());
    }

    static String of(BatchReading.Fault fault) {
        return cut(fault.rule() + " @ " + fault.field() + " (" + fault.masked() + "): " + fault.fix());
    }

    /** Of a whole list: the first faults, by their row in the order of the key. */
    static String of(BatchReading reading) {
        if (!reading.used()) {
            return cut(reading.reason());
        }
        List<BatchReading.Fault> faults = reading.faults();
        if (faults.isEmpty()) {
            return cut(reading.reason());
        }
        return cut(reading.rejected() + " 行未采用 / rows not used. "
                + faults.stream()
                        .limit(TOLD)
                        .map(fault -> "#" + fault.line() + " " + of(fault))
                        .collect(Collectors.joining("; ")));
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
