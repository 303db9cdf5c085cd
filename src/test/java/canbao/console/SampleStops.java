package canbao.console;

import canbao.console.Status.Stop;
import canbao.model.Wording;
import java.util.Arrays;
import java.util.List;

/** The eight stops at any point of the invented demo. */
final class SampleStops {
    /** Id, name, count at the end, unit, rate, how far work lags behind (none for no bar), detail; texts in both languages. */
    private static final String[] STOPS = {
        "route|接入/Route|57|批/batches|1.5||民政 SFTP · 税务 HTTP/SFTP · signed HTTP",
        "inbox|收件/Inbox|57|回执/receipts|1.5||6.8 MB 已密存/6.8 MB sealed",
        "reader|读取/Reader|24380|行/rows|8420|0.0|41 行待更正/41 rows in quarantine",
        "registry|登记/Registry|21904|项变更/changes|6110|0.02|在册 19,266 人/19,266 people",
        "policy|判定/Policy|20188|人已判定/people decided|5930|0.05|待缴 348 人/348 owing",
        "ledger|记账/Ledger|13530|笔/entries|4870|0.05|链首 9f31c0…e2/chain head 9f31c0…e2",
        "effects|下达/Effects|12744|条指令/orders|1250|0.11|被拒 1/1 refused",
        "reminder|提醒/Reminder|348|条短信/messages|61|0.05|已送达 330/330 delivered"
    };

    private SampleStops() {}

    static List<Stop> at(double progress) {
        return Arrays.stream(STOPS)
                .map(text -> stop(text.split("\\|"), progress))
                .toList();
    }

    private static Stop stop(String[] parts, double progress) {
        long count = Math.round(Long.parseLong(parts[2]) * progress);
        boolean bar = !parts[5].isEmpty();
        double lag = bar && progress < 1 ? Double.parseDouble(parts[5]) : 0;
        double rate = progress > 0 && progress < 1 ? Double.parseDouble(parts[4]) : 0;
        return new Stop(
                parts[0],
                both(parts[1]),
                count,
                both(parts[3]),
                rate,
                Math.round(count * (1 - lag)),
                bar ? count : 0,
                List.of(both(parts[6])));
    }

    private static Wording both(String text) {
        String[] languages = text.split("/");
        return new Wording(languages[0], languages[1]);
    }
}
