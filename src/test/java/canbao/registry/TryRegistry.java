package canbao.registry;

import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.model.Wakeup;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.RowResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A registry on a real database, whose persons are the keys of their certificates. */
final class TryRegistry {
    static final Instant MONTH_1 = Instant.parse("2024-12-31T16:00:00Z");
    static final Instant MONTH_2 = Instant.parse("2025-01-31T16:00:00Z");
    static final Instant MONTH_3 = Instant.parse("2025-02-28T16:00:00Z");

    private final Database database;
    private final Registry registry = new Registry(
            sightings -> sightings.stream()
                    .map(from -> new PersonKey(from.sighting().certificateKey()))
                    .toList(),
            "changes",
            4);
    private final FeedId feed;
    private final double maxWithdrawShare;
    private long batch;

    TryRegistry(Database database, FeedId feed, double maxWithdrawShare) {
        this.database = database;
        this.feed = feed;
        this.maxWithdrawShare = maxWithdrawShare;
    }

    Applied snapshot(Instant asOf, RowResult... rows) {
        return apply(Mode.SNAPSHOT, asOf, rows);
    }

    Applied delta(Instant asOf, RowResult... rows) {
        return apply(Mode.DELTA, asOf, rows);
    }

    private Applied apply(Mode mode, Instant asOf, RowResult... rows) {
        try (Bulk bulk = database.bulk()) {
            BatchHeader header = new BatchHeader(++batch, feed, FactKind.HARDSHIP, mode, asOf, maxWithdrawShare);
            Applying applying = registry.begin(bulk, header);
            for (RowResult row : rows) {
                applying.row(row);
            }
            Applied applied = applying.finish();
            bulk.commit();
            return applied;
        }
    }

    /** What the feed says now: who (with the scope in front, where there is one) and what. */
    Map<String, String> says(String... people) {
        Map<String, String> said = new TreeMap<>();
        for (String who : people) {
            PersonKey person = new PersonKey(Row.key(who));
            for (Fact fact : facts(person)) {
                if (fact.feed().equals(feed)) {
                    said.put(fact.scope().isEmpty() ? who : fact.scope() + ":" + who, fact.get("category"));
                }
            }
        }
        return said;
    }

    long revision(String who) {
        PersonKey person = new PersonKey(Row.key(who));
        PersonFacts facts = new FactStore(database).read(List.of(person)).get(person);
        return facts == null ? 0 : facts.revision();
    }

    private List<Fact> facts(PersonKey person) {
        PersonFacts facts = new FactStore(database).read(List.of(person)).get(person);
        return facts == null ? List.of() : facts.facts();
    }

    Instant watermark(String scope) {
        return database.run(
                        "SELECT coalesce(nullif(watermark, '-infinity'), 'epoch') FROM scope WHERE feed = $1 AND name = $2",
                        Tuple.of(feed.toString(), scope))
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
    }

    /** Takes the wake-ups out of the outbox; fails when one lies in a wrong partition. */
    List<Wakeup> wakeups() {
        List<Wakeup> woken = new ArrayList<>();
        for (var row : database.run("DELETE FROM outbox RETURNING part, payload")) {
            for (Wakeup wakeup : Wakeup.listOf(row.getBuffer(1).getBytes())) {
                int first = (int) (wakeup.person().value().getMostSignificantBits() >>> 56);
                if (first * 4 / 256 != row.getInteger(0)) {
                    throw new AssertionError(wakeup.person() + " lies in partition " + row.getInteger(0));
                }
                woken.add(wakeup);
            }
        }
        return woken;
    }
}
