package canbao.cli.policy;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder with facts.json, expected.yaml and perhaps policies. Expected are, per person and product, keys of the
 * explanation's JSON; amounts may be written in yuan without {@code Fen}. {@code refused} names policies that must not load.
 */
record DecisionScenario(Path folder) {
    private static final Set<String> NOT_COMPARED = Set.of("who", "product");

    /** Everything that differs from what is expected, one readable line each. */
    List<String> differences() {
        Problems problems = new Problems();
        YamlNode expected = YamlNode.load(folder.resolve("expected.yaml"), folder + "/expected.yaml", problems);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        if (expected.has("people")) {
            Policy policy = policy(expected.text("policy"), problems);
            problems.throwIfAny();
            JsonObject people = json().getJsonObject("people", new JsonObject());
            for (YamlNode person : expected.children("people")) {
                differences.addAll(person(person, people, policy, problems));
                compared++;
            }
        }
        for (YamlNode refused : expected.children("refused")) {
            differences.addAll(refused(refused));
            compared++;
        }
        expected.done();
        problems.found().forEach(problem -> differences.add(problem.toString()));
        if (compared == 0) {
            differences.add("expected.yaml expects nothing: add people or refused");
        }
        return differences;
    }

    private List<String> person(YamlNode expected, JsonObject people, Policy policy, Problems problems) {
        String who = expected.text("who");
        JsonObject input = people.getJsonObject(who);
        if (input == null) {
            return List.of("facts.json has no person called " + who);
        }
        PersonFacts facts = FactsJson.read(input, "facts.json", "/people/" + who, problems);
        LocalDate on = LocalDate.parse(input.getString("on"));
        int product = expected.integer("product", Outcome.RESIDENT);
        for (Outcome outcome : Eligibility.decideAll(facts, policy, on)) {
            if (outcome.product() == product) {
                return compare(who + " · " + product, expected, ExplanationJson.product(outcome, policy));
            }
        }
        return List.of(who + ": the policy has no product " + product);
    }

    private static List<String> compare(String who, YamlNode expected, JsonObject actual) {
        List<String> differences = new ArrayList<>();
        for (String key : expected.keys()) {
            if (!NOT_COMPARED.contains(key)) {
                String wanted = expected.text(key);
                String found = found(actual, key);
                if (!found.equals(wanted)) {
                    differences.add(who + ": " + key + " should be " + wanted + " and is " + found);
                }
            }
        }
        return differences;
    }

    /** The value as a person writes it: yuan, words, days; none for null. */
    private static String found(JsonObject actual, String key) {
        if (actual.containsKey(key + "Fen")) {
            return new Fen(actual.getLong(key + "Fen")).yuan();
        }
        if (key.equals("funds")) {
            return String.join(
                    " + ",
                    actual.getJsonArray("funds").stream()
                            .map(part -> (JsonObject) part)
                            .map(part -> part.getString("fund") + " " + new Fen(part.getLong("fen")).yuan())
                            .toList());
        }
        if (!actual.containsKey(key)) {
            return "nothing: known keys are " + actual.fieldNames();
        }
        Object value = actual.getValue(key);
        return value == null ? "none" : value.toString();
    }

    private List<String> refused(YamlNode expected) {
        String file = expected.text("policy");
        String place = expected.text("place");
        String rule = expected.text("rule");
        Problems problems = new Problems();
        policy(file, problems);
        for (Problem problem : problems.found()) {
            if (problem.place().endsWith(place) && problem.rule().contains(rule)) {
                return List.of();
            }
        }
        return List.of(file + " should be refused at " + place + " because: " + rule + "; found " + problems.found());
    }

    private Policy policy(String name, Problems problems) {
        Path here = folder.resolve(name);
        return Policy.draft(Files.exists(here) ? here : Path.of(name), problems);
    }

    private JsonObject json() {
        try {
            return new JsonObject(Files.readString(folder.resolve("facts.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }

    /** For tests of the scenarios themselves. */
    static Map<String, String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            Map<String, String> texts = new java.util.TreeMap<>();
            for (Path file : files.toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
            return texts;
        }
    }
}
