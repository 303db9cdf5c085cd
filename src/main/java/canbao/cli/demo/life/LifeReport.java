package canbao.cli.demo.life;

import canbao.identity.CertificateKeys;
import canbao.identity.Certificates;
import canbao.identity.Names;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.model.PersonKey;
import canbao.model.Wording;
import canbao.sim.district.District;
import canbao.sim.district.Person;
import canbao.sim.district.life.Life;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The chapter's account of itself: each mechanism with what was to be seen and what is. */
public final class LifeReport {
    private final List<Line> lines = new ArrayList<>();

    /**
     * One mechanism.
     *
     * @param person the hub's key, {@code district} or {@code facts alone}
     * @param masked for people: the first character of the name, and the ends of the number
     */
    record Line(
            String id,
            Wording what,
            String person,
            String masked,
            Map<String, String> expected,
            Map<String, String> got) {
        boolean ok() {
            return expected.equals(got);
        }
    }

    /** Looks everything up now. */
    public LifeReport(Life life, District district, Database database, Sources sources) {
        try (MoneyDesk money = new MoneyDesk(sources.office())) {
            VaultStore vault = new VaultStore(database, sources.seal());
            Witness witness = new Witness(new LifeStore(database), vault, sources, money, life);
            new Mechanisms(life, district).all().forEach(mechanism -> lines.add(line(mechanism, witness)));
        }
        Alone.questions()
                .forEach(question -> lines.add(new Line(
                        question.id(),
                        question.what(),
                        "facts alone",
                        question.policy(),
                        Map.of(Facet.DECIDED.name(), question.expected()),
                        Map.of(Facet.DECIDED.name(), question.answer()))));
    }

    /** What opens the vault, the others' books, and the desk. */
    public record Sources(canbao.crypto.Seal seal, CertificateKeys keys, OtherBooks books, LifeChapter.Office office) {
        @Override
        public String toString() {
            return "Sources[…]";
        }
    }

    private static Line line(Mechanism mechanism, Witness witness) {
        Optional<Person> who = mechanism.who();
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> got = new TreeMap<>();
        mechanism.expected().forEach((facet, value) -> {
            expected.put(facet.name(), value);
            got.put(facet.name(), who.map(person -> witness.see(facet, person)).orElseGet(() -> witness.see(facet)));
        });
        Optional<PersonKey> key = who.flatMap(witness::key);
        return new Line(
                mechanism.id(),
                mechanism.what(),
                key.map(PersonKey::toString).orElse(who.isPresent() ? "" : "district"),
                who.map(person -> Names.masked(person.name()) + " " + Certificates.masked(person.certificate()))
                        .orElse("district"),
                expected,
                got);
    }

    /** {@code [{id, what, person, expected, got, ok}]}. */
    public JsonArray json() {
        JsonArray array = new JsonArray();
        lines.forEach(line -> array.add(new JsonObject()
                .put("id", line.id())
                .put("what", line.what().en())
                .put("person", line.person())
                .put("expected", new JsonObject(new TreeMap<>(line.expected())))
                .put("got", new JsonObject(new TreeMap<>(line.got())))
                .put("ok", line.ok())));
        return array;
    }

    /** For people: one line each. */
    public List<String> text() {
        return lines.stream()
                .map(line -> "  %s %-4s %s · %s  [%s] %s"
                        .formatted(
                                line.ok() ? "✓" : "✗",
                                line.id(),
                                line.what().zh(),
                                line.what().en(),
                                line.masked(),
                                shown(line.got())))
                .toList();
    }

    private static String shown(Map<String, String> got) {
        return got.entrySet().stream()
                .map(seen -> seen.getKey().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + (seen.getValue().isEmpty() ? "-" : seen.getValue()))
                .collect(Collectors.joining(", "));
    }

    public List<String> mismatches() {
        return lines.stream()
                .filter(line -> !line.ok())
                .map(line -> line.id() + " " + line.what().en() + " (" + line.person() + "): " + line.got()
                        + ", expected " + line.expected())
                .toList();
    }
}
