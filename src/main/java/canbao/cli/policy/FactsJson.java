package canbao.cli.policy;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one person's facts from JSON, {@code {"facts": [{"kind": …, "attributes": {…}}]}}; what is wrong becomes a problem
 * at its JSON pointer.
 */
public final class FactsJson {
    private static final PersonKey SOMEBODY = new PersonKey(new UUID(0, 1));
    private static final Set<String> KEYS =
            Set.of("kind", "feed", "batch", "row", "precedence", "version", "scope", "attributes");
    private static final Set<String> DAYS =
            Set.of("begin", "end", "date", "birth", "identified", "since", "until", "treasury");
    private static final Set<String> PERSONAL =
            Set.of("name", "certificate", "certNo", "certno", "phone", "guardian", "idCard");

    private final String file;
    private final Problems problems;

    private FactsJson(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * @param at the pointer of the object within the file; empty for the whole file
     */
    public static PersonFacts read(JsonObject person, String file, String at, Problems problems) {
        FactsJson reader = new FactsJson(file, problems);
        List<Fact> facts = new ArrayList<>();
        reader.known(person, at, Set.of("facts", "on"));
        if (person.getValue("facts") instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                String pointer = at + "/facts/" + i;
                if (array.getValue(i) instanceof JsonObject object) {
                    Fact fact = reader.fact(object, pointer, i + 1);
                    if (fact != null) {
                        facts.add(fact);
                    }
                } else {
                    reader.problem(pointer, "must be an object", "write {\"kind\": …, \"attributes\": {…}}");
                }
            }
        } else {
            reader.problem(at + "/facts", "must be a list of facts", "write \"facts\": [], or put the facts in it");
        }
        return new PersonFacts(SOMEBODY, 1, facts);
    }

    private @Nullable Fact fact(JsonObject object, String at, int ordinal) {
        known(object, at, KEYS);
        FactKind kind = kind(object, at);
        if (kind == null) {
            return null;
        }
        return new Fact(
                kind,
                feed(object, at, kind),
                text(object, "scope", ""),
                attributes(object, at),
                version(object, at),
                whole(object, at, "batch", 1),
                Math.toIntExact(whole(object, at, "row", ordinal)),
                Math.toIntExact(whole(object, at, "precedence", Fact.ORDINARY)));
    }

    private @Nullable FactKind kind(JsonObject object, String at) {
        String word = text(object, "kind", "").toUpperCase(Locale.ROOT).replace('-', '_');
        for (FactKind kind : FactKind.values()) {
            if (kind.name().equals(word)) {
                return kind;
            }
        }
        problem(at + "/kind", "must be one of " + Arrays.toString(FactKind.values()), "write for example \"HARDSHIP\"");
        return null;
    }

    private FeedId feed(JsonObject object, String at, FactKind kind) {
        String otherwise = "facts/" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        try {
            return FeedId.of(text(object, "feed", otherwise));
        } catch (IllegalArgumentException e) {
            problem(at + "/feed", "must be agency/feed", "write for example \"civil-affairs/hardship\"");
            return FeedId.of(otherwise);
        }
    }

    private Map<String, String> attributes(JsonObject object, String at) {
        Map<String, String> attributes = new TreeMap<>();
        if (!(object.getValue("attributes") instanceof JsonObject said)) {
            problem(at + "/attributes", "must be an object", "write \"attributes\": {\"category\": \"低保对象\"}");
            return attributes;
        }
        for (String name : said.fieldNames()) {
            String pointer = at + "/attributes/" + name;
            Object value = said.getValue(name);
            if (PERSONAL.contains(name)) {
                problem(pointer, "is personal data, which a decision does not need", "remove it");
            } else if (value instanceof JsonObject || value instanceof JsonArray) {
                problem(pointer, "must be a single value", "write a text");
            } else if (value != null) {
                attributes.put(name, checked(name, String.valueOf(value), pointer));
            }
        }
        return attributes;
    }

    private String checked(String name, String value, String at) {
        if (DAYS.contains(name) && !value.isEmpty() && !isDay(value)) {
            problem(at, "must be a day or a month", "write 2025-01-31 or 2025-01");
            return "";
        }
        if (name.equals("amount") && !value.matches("[0-9]{1,12}")) {
            problem(at, "must be whole fen", "write 66000 for 660.00 yuan");
            return "0";
        }
        return value;
    }

    private static boolean isDay(String value) {
        try {
            return value.length() == 7
                    ? YearMonth.parse(value).getYear() > 0
                    : LocalDate.parse(value).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Instant version(JsonObject object, String at) {
        try {
            return Instant.parse(text(object, "version", "1970-01-01T00:00:00Z"));
        } catch (DateTimeException e) {
            problem(at + "/version", "must be an instant", "write for example \"2024-11-02T08:00:00Z\"");
            return Instant.EPOCH;
        }
    }

    private long whole(JsonObject object, String at, String key, long otherwise) {
        Object value = object.getValue(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        problem(at + "/" + key, "must be a whole number", "write for example 7");
        return otherwise;
    }

    private static String text(JsonObject object, String key, String otherwise) {
        Object value = object.getValue(key);
        return value == null ? otherwise : String.valueOf(value);
    }

    private void known(JsonObject object, String at, Set<String> keys) {
        for (String key : object.fieldNames()) {
            if (!keys.contains(key)) {
                problem(
                        at + "/" + key,
                        "is not known",
                        "choose from " + keys.stream().sorted().toList());
            }
        }
    }

    private void problem(String at, String rule, String fix) {
        problems.add(new Problem(file, at, rule, fix));
    }
}
