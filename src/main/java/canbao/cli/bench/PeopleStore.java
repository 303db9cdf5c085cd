package canbao.cli.bench;

import canbao.io.Bulk;
import canbao.io.CopyWriter;
import canbao.io.Database;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** Made-up people with two to four facts each, straight into the registry's tables. The same people for the same seed. */
final class PeopleStore {
    private static final String FACTS =
            "fact (scope, row_key, person, version, hash, withdrawn, attributes, batch, line)";
    private static final List<String> CATEGORIES = List.of("特困人员", "低保对象", "低保边缘", "因病致贫", "重度残疾", "困境儿童");
    private static final int AT_ONCE = 50_000;
    private static final Instant SAID = Instant.parse("2024-10-20T00:00:00Z");
    // A tenth of all keys, told by their last byte.
    private static final String TENTH = """
            INSERT INTO fact (scope, row_key, person, version, hash, withdrawn, attributes, batch, line)
            SELECT $1, gen_random_uuid(), person, now(), 1, false, '{"category":"孤儿","begin":"2024-10"}', 2,
                   row_number() OVER ()
            FROM (SELECT DISTINCT person FROM fact WHERE get_byte(uuid_send(person), 15) % 10 = 0) AS tenth
            """;

    private final Database database;
    private final Map<FactKind, Integer> scopes = new EnumMap<>(FactKind.class);

    PeopleStore(Database database) {
        this.database = database;
        for (FactKind kind :
                List.of(FactKind.REGISTER, FactKind.PUPIL, FactKind.HARDSHIP, FactKind.PAYMENT, FactKind.COVERAGE)) {
            scopes.put(
                    kind,
                    database.run(
                                    "INSERT INTO scope (feed, name, kind) VALUES ($1, '', $2) RETURNING id",
                                    Tuple.of(feed(kind).toString(), kind.name()))
                            .iterator()
                            .next()
                            .getInteger(0));
        }
        database.run("INSERT INTO applied (batch, revision) VALUES (1, 1), (2, 2)");
    }

    private static FeedId feed(FactKind kind) {
        return FeedId.of("bench/" + kind.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Adds so many; returns how many facts they have. */
    long add(int people, long seed) {
        long facts = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int from = 0; from < people; from += AT_ONCE) {
            int size = Math.min(AT_ONCE, people - from);
            facts += database.inBulk(bulk -> add(bulk, size, random));
        }
        tidy();
        return facts;
    }

    private long add(Bulk bulk, int people, SplittableRandom random) {
        long facts = 0;
        try (CopyWriter rows = bulk.copyIn(FACTS)) {
            for (int n = 0; n < people; n++) {
                PersonFacts person = person(random);
                for (Fact fact : person.facts()) {
                    facts++;
                    rows.row(9)
                            .int4(java.util.Objects.requireNonNull(scopes.get(fact.kind())))
                            .uuid(new UUID(random.nextLong(), random.nextLong()))
                            .uuid(person.person().value())
                            .millis(SAID.toEpochMilli());
                    rows.int8(fact.attributes().hashCode()).bool(false);
                    rows.text(new JsonObject(new TreeMap<>(fact.attributes())).encode());
                    rows.int8(1).int4(fact.line());
                }
            }
        }
        return facts;
    }

    /** One made-up person. */
    static PersonFacts person(SplittableRandom random) {
        List<Fact> facts = new ArrayList<>();
        PersonKey key = new PersonKey(new UUID(random.nextLong(), random.nextLong()));
        boolean minor = random.nextInt(10) < 4;
        String birth = "%04d-%02d-%02d"
                .formatted(
                        minor ? 2008 + random.nextInt(12) : 1940 + random.nextInt(60),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28));
        say(facts, random, FactKind.REGISTER, Map.of("area", "330302", "birth", birth));
        if (minor) {
            say(facts, random, FactKind.PUPIL, Map.of("school", "3303020001", "grade", "3", "birth", birth));
        }
        if (random.nextInt(10) < 3) {
            String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
            say(facts, random, FactKind.HARDSHIP, Map.of("category", category, "begin", "2024-03", "birth", birth));
        }
        int sixth = random.nextInt(6);
        if (sixth == 0) {
            say(facts, random, FactKind.COVERAGE, Map.of("insutype", "310", "begin", "2023-01-01"));
        } else if (sixth < 3 || facts.size() == 1) {
            Map<String, String> paid =
                    Map.of("event", "PAID", "year", "2025", "amount", "66000", "date", "2024-10-" + (10 + sixth));
            say(facts, random, FactKind.PAYMENT, paid);
        }
        return new PersonFacts(key, 1, facts);
    }

    private static void say(List<Fact> facts, SplittableRandom random, FactKind kind, Map<String, String> said) {
        facts.add(new Fact(kind, feed(kind), "", said, SAID, 1, 1 + random.nextInt(1_000_000)));
    }

    /** A tenth of all people is found to be orphans: most of their decisions change. */
    void changeTenth() {
        database.run(TENTH, Tuple.of(scopes.get(FactKind.HARDSHIP)));
        tidy();
    }

    /** As the server does by itself overnight. */
    void tidy() {
        database.run("VACUUM ANALYZE fact");
        database.run("VACUUM ANALYZE enrolment_case");
        database.run("CHECKPOINT");
    }
}
