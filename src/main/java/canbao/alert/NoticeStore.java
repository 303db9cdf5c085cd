package canbao.alert;

import canbao.io.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Notices on their way: each is kept until its receiver has said yes. */
final class NoticeStore {
    // Of one alert, what happened later is told later.
    private static final String DUE = """
            SELECT n, id, body, tries FROM alert_notice a WHERE sent_at IS NULL AND next_try <= $1
              AND NOT EXISTS (SELECT 1 FROM alert_notice b WHERE b.alert = a.alert AND b.n < a.n AND b.sent_at IS NULL)
            ORDER BY n LIMIT 20
            """;
    private static final String SENT =
            "UPDATE alert_notice SET sent_at = $2, tries = tries + 1, trouble = NULL WHERE n = $1";
    private static final String FAILED =
            "UPDATE alert_notice SET tries = tries + 1, next_try = $2, trouble = $3 WHERE n = $1";

    private final Database database;

    NoticeStore(Database database) {
        this.database = database;
    }

    /** @param tries how often it was tried in vain */
    record Notice(long n, String id, String body, int tries) {}

    List<Notice> due(Instant now) {
        List<Notice> due = new ArrayList<>();
        for (Row row : database.run(DUE, Tuple.of(utc(now)))) {
            due.add(new Notice(row.getLong("n"), row.getString("id"), row.getString("body"), row.getInteger("tries")));
        }
        return due;
    }

    void sent(Notice notice, Instant now) {
        database.run(SENT, Tuple.of(notice.n(), utc(now)));
    }

    void failed(Notice notice, Instant nextTry, String trouble) {
        database.run(FAILED, Tuple.of(notice.n(), utc(nextTry), trouble));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
