package canbao.runtime.scenario;

import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.ledger.show.WorkStore;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.batch.Receipt;
import canbao.policy.Policy;
import canbao.policy.terms.Category.MinorGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A folder with batches in UTF-8 and an expected.yaml of steps: {@code on} a day, {@code send} a file under a {@code feed}
 * (with {@code generate}d people where they are many), {@code approve} the batch that is held, let offices {@code answer},
 * and what is then expected of the {@code batch}, of {@code people} by name, and in {@code totals}. In a file, {@code {name}}
 * stands for the number of somebody whose birth the head of expected.yaml gives.
 */
final class HubScenario {
    private static final String BATCH = """
            SELECT state, coalesce(added, 0), coalesce(changed, 0), coalesce(withdrawn, 0), coalesce(unchanged, 0)
            FROM batch WHERE id = $1
            """;
    private static final String CASE = "SELECT %s FROM enrolment_case WHERE person = $1 AND product = 390";
    private static final String ORDERS = """
            SELECT destination || ' ' || action FROM enrolment_order WHERE person = $1 AND product = 390 ORDER BY ordinal
            """;
    private static final String PAID_FOR = """
            SELECT category, minor, count(*), sum(subsidy_fen)::bigint FROM enrolment_case
            WHERE product = 390 AND state = 'SUBSIDISED' GROUP BY 1, 2
            """;

    private final Path folder;
    private final Problems problems = new Problems();
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final YamlNode expected;
    private final Policy policy;
    private String step = "";
    private long batch;
    private boolean again;

    HubScenario(Path folder) {
        this.folder = folder;
        this.expected =
                YamlNode.load(folder.resolve("expected.yaml"), folder.getFileName() + "/expected.yaml", problems);
        this.policy = Policy.draft(Path.of(expected.text("policy")), problems);
        YamlNode born = expected.child("born");
        int n = 1;
        for (String who : born.keys()) {
            numbers.put(who, MadeUp.number(born.date(who), n++));
        }
    }

    /** Everything that differs from what is expected, one readable line each. */
    List<String> differences() {
        problems.throwIfAny();
        try (HubWorld world = new HubWorld(policy)) {
            for (YamlNode next : expected.children("steps")) {
                step = next.text("say");
                act(world, next);
                compare(world, next);
                next.done();
            }
        }
        expected.done();
        problems.found().forEach(problem -> differences.add(problem.toString()));
        return differences;
    }

    private void act(HubWorld world, YamlNode next) {
        if (next.has("on")) {
            world.on(next.date("on"));
        }
        if (next.has("feed")) {
            long before = batch;
            Receipt receipt = world.send(next.text("feed"), next.text("send"), content(next));
            batch = receipt.batch();
            again = receipt.duplicate() && batch == before;
        }
        if (next.flag("approve", false)) {
            world.approve(batch);
        }
        if (next.has("answer")) {
            Map<PersonKey, String> refused = new HashMap<>();
            YamlNode answer = next.child("answer");
            answer.keys().forEach(who -> refused.put(person(who), answer.text(who)));
            world.answer(refused);
        }
    }

    private byte[] content(YamlNode next) {
        List<YamlNode> groups = next.has("generate") ? next.children("generate") : List.of();
        String text = next.has("file") ? file(next.text("file")) : MadeUp.HEADER;
        text += MadeUp.rows(groups);
        for (Map.Entry<String, String> number : numbers.entrySet()) {
            text = text.replace("{" + number.getKey() + "}", number.getValue());
        }
        boolean csv = next.text("send").endsWith(".csv");
        return text.getBytes(csv ? Charset.forName("GB18030") : StandardCharsets.UTF_8);
    }

    private String file(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PersonKey person(String who) {
        String number = numbers.get(who);
        if (number == null) {
            throw new AssertionError(folder + ": nobody is called " + who + "; add the birth under born");
        }
        return HubWorld.person(number);
    }

    private void compare(HubWorld world, YamlNode next) {
        if (next.has("batch")) {
            String[] found = world.text(BATCH, batch).split(" ", -1);
            Map<String, String> known = new HashMap<>();
            List<String> names = List.of("state", "added", "changed", "withdrawn", "unchanged");
            names.forEach(name -> known.put(name, found[names.indexOf(name)]));
            known.put("again", String.valueOf(again));
            known.put(
                    "refusal",
                    world.text("SELECT coalesce(nullif(reason, ''), 'none') FROM batch WHERE id = $1", batch));
            compare("batch", next.child("batch"), known);
        }
        if (next.has("totals")) {
            compare("totals", next.child("totals"), totals(world));
        }
        if (next.has("people")) {
            YamlNode people = next.child("people");
            people.keys().forEach(who -> compare(who, people.child(who), known(world, who)));
        }
    }

    private void compare(String what, YamlNode wanted, Map<String, String> found) {
        for (String key : wanted.keys()) {
            String value = found.getOrDefault(key, "nothing: known are " + found.keySet());
            if (!value.equals(wanted.text(key))) {
                differences.add(
                        step + " · " + what + ": " + key + " should be " + wanted.text(key) + " and is " + value);
            }
        }
        wanted.done();
    }

    private Map<String, String> known(HubWorld world, String who) {
        UUID person = person(who).value();
        Map<String, String> known = new HashMap<>();
        for (String column : List.of("state", "category", "flag", "code", "levied")) {
            known.put(column, world.text(CASE.formatted(column), person));
        }
        for (String amount : List.of("subsidy", "personal", "owed", "refunds")) {
            String fen = world.text(CASE.formatted(amount + "_fen"), person);
            known.put(amount, fen.equals("none") ? fen : new Fen(Long.parseLong(fen)).yuan());
        }
        known.put("orders", world.text(ORDERS, person));
        return known;
    }

    private Map<String, String> totals(HubWorld world) {
        Count all = new Count();
        Count minors = new Count();
        Count rescued = new Count();
        for (var row : world.database.run(PAID_FOR)) {
            all.add(row.getLong(2), row.getLong(3));
            if (row.getBoolean(1)) {
                minors.add(row.getLong(2), row.getLong(3));
                boolean known = policy.category(row.getString(0)).orElseThrow().minors() == MinorGroup.RESCUED;
                rescued.add(known ? row.getLong(2) : 0, known ? row.getLong(3) : 0);
            }
        }
        Map<String, String> totals = new HashMap<>();
        all.put(totals, "people", "subsidy");
        minors.put(totals, "minors", "minorsCost");
        rescued.put(totals, "rescued", "rescuedCost");
        minors.minus(rescued).put(totals, "otherMinors", "otherMinorsCost");
        all.minus(minors).put(totals, "adults", "adultsCost");
        var entitled = world.board.entitled(policy.coverageYear());
        totals.put("rate", "%.2f %%".formatted(100.0 * entitled.subsidised() / Math.max(1, entitled.entitled())));
        totals.put(
                "listed",
                String.join(
                        ", ",
                        new WorkStore(world.database)
                                .refused(new UUID(0, 0), 100).stream()
                                        .map(item -> name(item.person()) + " " + item.code())
                                        .toList()));
        totals.put("entries", world.text("SELECT count(*) FROM entry"));
        return totals;
    }

    private String name(PersonKey person) {
        return numbers.entrySet().stream()
                .filter(entry -> HubWorld.person(entry.getValue()).equals(person))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(person.toString());
    }

    private static final class Count {
        private long people;
        private long fen;

        void add(long more, long cost) {
            people += more;
            fen += cost;
        }

        Count minus(Count other) {
            Count rest = new Count();
            rest.add(people - other.people, fen - other.fen);
            return rest;
        }

        void put(Map<String, String> totals, String count, String cost) {
            totals.put(count, String.valueOf(people));
            totals.put(cost, new Fen(fen).yuan());
        }
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
