package canbao.registry;

import canbao.io.Database;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What was known of a person at a moment, from facts and what they replaced. Nothing is rewritten by asking. */
public final class PastFactStore {
    private static final String KNOWN = """
            SELECT known.person, scope.kind, scope.feed, scope.name, known.attributes::text, known.version, known.batch,
                   known.line, known.withdrawn, known.recorded_at, known.replaced_at,
                   known.replaced_at IS NULL AND EXISTS (
                     SELECT 1 FROM fact_aside AS a JOIN person_review AS r ON r.id = a.review
                     WHERE a.scope = known.scope AND a.row_key = known.row_key AND a.hash = known.hash
                       AND r.current AND r.state = 'OTHER_PERSON') AS aside
            FROM (
              SELECT scope, row_key, hash, person, attributes, version, batch, line, withdrawn, recorded_at,
                     NULL::timestamptz AS replaced_at
              FROM fact WHERE person = ANY($1) AND recorded_at <= $2
              UNION ALL
              SELECT scope, row_key, hash, person, attributes, version, batch, line, withdrawn, recorded_at, replaced_at
              FROM fact_history WHERE person = ANY($1) AND recorded_at <= $2 AND replaced_at > $2
            ) AS known JOIN scope ON scope.id = known.scope
            WHERE NOT (known.withdrawn AND known.hash = 0)
            ORDER BY scope.feed, scope.name, known.row_key
            """;

    private final Database database;
    private final ToIntFunction<FeedId> precedence;

    public PastFactStore(Database database, ToIntFunction<FeedId> precedence) {
        this.database = database;
        this.precedence = precedence;
    }

    /**
     * A fact as it was known.
     *
     * @param person under whose number it was said
     * @param aside whether it was found to speak of somebody else
     * @param recordedAt when we learned it, and {@code replacedAt} until when it stood; null when it stands
     */
    public record KnownFact(
            PersonKey person,
            Fact fact,
            boolean withdrawn,
            boolean aside,
            Instant recordedAt,
            @Nullable Instant replacedAt) {}

    /** Everything that was known of these persons at that moment. */
    public List<KnownFact> known(Collection<PersonKey> persons, Instant at) {
        UUID[] keys = persons.stream().map(PersonKey::value).toArray(UUID[]::new);
        return database.run(KNOWN, Tuple.of(keys, at.atOffset(ZoneOffset.UTC))).stream()
                .map(this::fact)
                .toList();
    }

    private KnownFact fact(Row row) {
        FeedId feed = FeedId.of(row.getString(2));
        Fact fact = new Fact(
                FactKind.valueOf(row.getString(1)),
                feed,
                row.getString(3),
                FactStore.attributes(row.getString(4)),
                row.getOffsetDateTime(5).toInstant(),
                row.getLong(6),
                row.getInteger(7),
                precedence.applyAsInt(feed));
        OffsetDateTime replaced = row.getOffsetDateTime(10);
        return new KnownFact(
                new PersonKey(row.getUUID(0)),
                fact,
                row.getBoolean(8),
                row.getBoolean(11),
                row.getOffsetDateTime(9).toInstant(),
                replaced == null ? null : replaced.toInstant());
    }
}
