package canbao.ledger;

import canbao.io.yaml.Problems;
import canbao.ledger.Posting.Terms;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.policy.Eligibility;
import canbao.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One made-up person's life: agencies say things, the shipped rules decide, the ledger posts, offices answer. */
final class TryLife {
    static final Policy LUCHENG = policy("config/policies/330302-2025.yaml");
    /** Lucheng's rules with two partial subsidies, refunds before the start and differences after payment. */
    static final Policy PARTS = policy("src/test/resources/policies/parts-2025.yaml");

    static final Policy HEBEI = policy("config/policies/examples/130000-2025.yaml");

    static final Policy FUJIAN = policy("config/policies/examples/350100-2025.yaml");

    private static final PersonKey PERSON = new PersonKey(new UUID(9, 9));

    final List<Order> orders = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    private final Policy policy;
    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private Case current = Case.first(PERSON, 2025, Outcome.RESIDENT);
    private LocalDate today = LocalDate.of(2024, 11, 1);
    private long revision;
    private int line;

    TryLife(Policy policy) {
        this.policy = policy;
    }

    private static Policy policy(String file) {
        Problems problems = new Problems();
        Policy policy = Policy.draft(Path.of(file), problems);
        problems.throwIfAny();
        return policy;
    }

    Case now() {
        return current;
    }

    CaseState state() {
        return current.state();
    }

    TryLife on(String day) {
        today = LocalDate.parse(day);
        return decide();
    }

    /** A source says something, or says something else under the same name. */
    TryLife says(String name, FactKind kind, String feed, Map<String, String> attributes) {
        facts.put(name, new Fact(kind, FeedId.of(feed), "", attributes, Instant.EPOCH, 1, ++line));
        return decide();
    }

    /** A source says it no more. */
    TryLife withdraws(String name) {
        facts.remove(name);
        return decide();
    }

    TryLife poor(String category) {
        return says(
                category,
                FactKind.HARDSHIP,
                "civil-affairs/hardship",
                Map.of("category", category, "begin", "2024-01"));
    }

    TryLife poor(String category, String end) {
        return says(
                category,
                FactKind.HARDSHIP,
                "civil-affairs/hardship",
                Map.of("category", category, "begin", "2024-01", "end", end));
    }

    TryLife pupil() {
        return says("pupil", FactKind.PUPIL, "education/roster", Map.of("school", "S1", "birth", "2015-09-01"));
    }

    TryLife unpaid(String reason, String since, String until) {
        return unpaid("township/reasons", 50, reason, since, until);
    }

    TryLife unpaid(String feed, int precedence, String reason, String since, String until) {
        Map<String, String> says = Map.of("reason", reason, "since", since, "until", until);
        FeedId of = FeedId.of(feed);
        facts.put(feed, new Fact(FactKind.UNPAID_REASON, of, "", says, Instant.EPOCH, 1, ++line, precedence));
        return decide();
    }

    TryLife freshman() {
        Map<String, String> says = Map.of("school", "10386", "stage", "大学", "entered", "2024-09", "hukou", "420100");
        return says("freshman", FactKind.PUPIL, "education/university", says);
    }

    TryLife event(String event, String date) {
        return says(event, FactKind.LIFE_EVENT, "police/population", Map.of("event", event, "date", date));
    }

    TryLife employed(String begin, String end) {
        return covered("310", "330302", begin, end);
    }

    TryLife covered(String insutype, String area, String begin, String end) {
        Map<String, String> attributes = Map.of("insutype", insutype, "area", area, "begin", begin, "end", end);
        return says("cover" + insutype, FactKind.COVERAGE, "insurer/coverage", attributes);
    }

    TryLife money(String event, int yuan, String date) {
        Map<String, String> attributes = Map.of("event", event, "year", "2025", "amount", yuan + "00", "date", date);
        return says(event + date + line, FactKind.PAYMENT, "tax/payments", attributes);
    }

    /** Every open order is answered. */
    TryLife settle() {
        for (int i = 0; i < orders.size(); i++) {
            answer(orders.get(i), "OK", "");
        }
        return this;
    }

    /** The newest order is refused. */
    TryLife refuse(String code) {
        return answer(orders.getLast(), "FAILED", code);
    }

    private TryLife answer(Order order, String result, String code) {
        String name = "answer " + order.key();
        Map<String, String> attributes = Map.of("order", order.key(), "result", result, "code", code);
        return facts.containsKey(name) ? this : says(name, FactKind.ANSWER, "insurer/answers", attributes);
    }

    List<Outcome> outcomes() {
        return Eligibility.decideAll(said(), policy, today);
    }

    private PersonFacts said() {
        return new PersonFacts(PERSON, ++revision, List.copyOf(facts.values()));
    }

    private TryLife decide() {
        Outcome outcome = outcomes().getFirst();
        Posting posting = Posting.of(current, outcome, said(), Terms.of(policy, outcome.product()), today);
        current = posting.after();
        orders.addAll(posting.orders());
        entries.addAll(posting.entries());
        return this;
    }

    /** All orders so far, such as {@code TAX LEVY}. */
    List<String> ordered() {
        return orders.stream()
                .map(order -> order.destination() + " " + order.action())
                .toList();
    }
}
