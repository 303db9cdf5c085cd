package canbao.policy;

import canbao.io.yaml.Problems;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What agencies say of invented people, and the policy of Lucheng as it is shipped. */
final class Lives {
    static final Policy LUCHENG = lucheng();

    private Lives() {}

    private static Policy lucheng() {
        Problems problems = new Problems();
        Policy policy = Policy.load(Path.of("config/policies/330302-2025.yaml"), "330302-2025.yaml", problems);
        problems.throwIfAny();
        return policy;
    }

    static Outcome decide(String on, Fact... facts) {
        return Eligibility.decide(person(Arrays.asList(facts)), LUCHENG, LocalDate.parse(on));
    }

    static PersonFacts person(List<Fact> facts) {
        return new PersonFacts(new PersonKey(new UUID(1, 2)), 1, facts);
    }

    static Fact hardship(int line, String category, String beginMonth, String endMonth) {
        return fact(
                FactKind.HARDSHIP,
                "civil-affairs/hardship",
                line,
                Map.of("category", category, "begin", beginMonth, "end", endMonth));
    }

    /** Of age, as the certificate number tells. */
    static Fact grownUp(Fact fact) {
        return born(fact, "1980-05-05");
    }

    static Fact born(Fact fact, String birth) {
        Map<String, String> attributes = new java.util.HashMap<>(fact.attributes());
        attributes.put("birth", birth);
        return fact(fact.kind(), fact.feed().toString(), fact.line(), attributes);
    }

    static Fact pupil(int line, String birth) {
        return fact(FactKind.PUPIL, "education/roster", line, Map.of("school", "3303020001", "birth", birth));
    }

    static Fact event(int line, String event, String date) {
        return fact(FactKind.LIFE_EVENT, "police/population", line, Map.of("event", event, "date", date));
    }

    static Fact payment(int line, String event, String year, long fen) {
        return fact(
                FactKind.PAYMENT,
                "tax/payments",
                line,
                Map.of("id", "p" + line, "event", event, "year", year, "amount", Long.toString(fen)));
    }

    static Fact coverage(int line, String insutype, String area, String begin, String end) {
        return fact(
                FactKind.COVERAGE,
                "insurer/coverage",
                line,
                Map.of("insutype", insutype, "area", area, "begin", begin, "end", end));
    }

    static Fact answer(int line, String result) {
        return fact(FactKind.ANSWER, "insurer/answers", line, Map.of("order", "o1", "result", result));
    }

    private static Fact fact(FactKind kind, String feed, int line, Map<String, String> attributes) {
        return new Fact(kind, FeedId.of(feed), "", attributes, Instant.EPOCH, 7, line);
    }
}
