package canbao.runtime.desk;

import canbao.ledger.debit.DebitDay;
import canbao.ledger.debit.DebitFile;
import canbao.routes.Routes;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;

/** The way by which lists of debits leave: the route {@code out/tax-debits}, where there is one. */
public final class DebitsOut {
    private static final String ROUTE = "out/tax-debits";

    private DebitsOut() {}

    /** What a day of batch debits brings once the day's work is done; nothing when there is no such route. */
    static Consumer<LocalDate> of(MoneyParts.Means with, Routes routes) {
        if (!routes.has(ROUTE)) {
            return day -> {};
        }
        DebitDay.Ways ways = new DebitDay.Ways(with.vault()::identities, with.vault()::spared, through(routes));
        return new DebitDay(with.database(), with.audit(), ways, with.clock())::on;
    }

    /** Sends a list with headers named as at the hub's own door. */
    public static Consumer<DebitFile> through(Routes routes) {
        return file -> {
            Map<String, Object> headers = Map.of(
                    "Content-Type",
                    "text/csv; charset=UTF-8",
                    "Idempotency-Key",
                    file.number(),
                    "X-Canbao-Rows",
                    String.valueOf(file.lines().size()),
                    "X-Canbao-Sum",
                    file.sum().yuan(),
                    "X-Canbao-Digest",
                    file.digest());
            routes.call(ROUTE, file.csv(), headers, Map.of(), String.class);
        };
    }
}
