package canbao.ledger;

import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.ledger.Posting.Terms;
import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Decision.Reason;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Outcome.Settlement;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.model.Premium;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One case, decided and answered step by step; remembers all entries and orders. */
final class TryCase {
    static final PersonKey PERSON = new PersonKey(new UUID(7, 7));
    static final LocalDate BENEFIT = LocalDate.of(2025, 1, 1);
    static final Premium FULL = new Premium(new Fen(66_000), Fen.ZERO, new Fen(132_000));
    static final Premium HELPED = new Premium(Fen.ZERO, new Fen(66_000), new Fen(132_000));
    static final Decision OWES = new Decision.Owing(FULL);
    static final Decision POOR = new Decision.Subsidised("低保对象", HELPED);
    static final Decision DESTITUTE = new Decision.Subsidised("特困人员", HELPED);
    static final Premium PART = new Premium(new Fen(30_000), new Fen(36_000), new Fen(132_000));
    static final Decision HELPED_IN_PART = new Decision.Subsidised("低保边缘", PART);
    static final Decision EMPLOYED = new Decision.Covered(Cover.EMPLOYEE, Case.NOTHING);
    static final Decision PAID = new Decision.Covered(Cover.PAID, FULL);
    static final Decision ELSEWHERE = new Decision.Covered(Cover.ELSEWHERE, FULL);
    static final Decision DEAD = new Decision.Ineligible(Reason.DECEASED);
    static final Decision GONE = new Decision.Ineligible(Reason.MOVED_AWAY);

    final List<Entry> entries = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    private final Map<String, Fact> answers = new LinkedHashMap<>();
    private Case current = Case.first(PERSON, 2025, CaseLoop.RESIDENT);
    private LocalDate today = LocalDate.of(2024, 11, 1);
    private Decision decision = OWES;
    private String evidence = "civil-affairs/hardship@1:1";
    private final List<Fact> said = new ArrayList<>();
    private Settlement settlement = Settlement.NONE;
    private Terms terms = new Terms(BENEFIT, false, true, true);
    private long paid;
    private long revision;

    Case current() {
        return current;
    }

    TryCase on(LocalDate day) {
        today = day;
        return this;
    }

    TryCase evidence(String changed) {
        evidence = changed;
        return this;
    }

    TryCase terms(boolean topUp, boolean ordered) {
        terms = new Terms(BENEFIT, topUp, true, ordered);
        return this;
    }

    /** What he has paid himself so far, in yuan. */
    TryCase paid(int yuan) {
        paid = yuan * 100L;
        return this;
    }

    /** What becomes of what he paid too much, in yuan, by that category. */
    TryCase settle(int refund, int postHoc, int nextYear, @Nullable String category) {
        settlement =
                new Settlement(new Fen(refund * 100L), new Fen(postHoc * 100L), new Fen(nextYear * 100L), category);
        return this;
    }

    /** The tax bureau reports a refund that it has made. */
    TryCase refunded(int yuan) {
        Map<String, String> attributes = Map.of("event", "REFUNDED", "year", "2025", "amount", yuan * 100 + "");
        said.add(fact(FactKind.PAYMENT, attributes));
        return this;
    }

    /** A status stands on a list. */
    TryCase holds(String category, String begin, String end) {
        said.add(fact(FactKind.HARDSHIP, Map.of("category", category, "begin", begin, "end", end)));
        return this;
    }

    private Fact fact(FactKind kind, Map<String, String> attributes) {
        return new Fact(kind, FeedId.of("a/b"), "", attributes, Instant.EPOCH, 7, said.size());
    }

    /** Posts a decision; returns what kinds of entries it appended. */
    List<EntryKind> decide(Decision next) {
        decision = next;
        return post();
    }

    /** The answer to the order whose number is {@code ordinal} comes in; the decision stays as it is. */
    List<EntryKind> answer(int ordinal, String result) {
        return answer(current.orderKey(ordinal), result);
    }

    /** The first answer to an order stays. */
    List<EntryKind> answer(String order, String result) {
        Map<String, String> attributes =
                Map.of("order", order, "result", result, "code", result.equals("OK") ? "" : "E17");
        answers.putIfAbsent(
                order,
                new Fact(
                        FactKind.ANSWER,
                        FeedId.of("insurer/answers"),
                        "",
                        attributes,
                        Instant.EPOCH,
                        9,
                        answers.size()));
        return post();
    }

    /** The answer to an order comes a second time, if there is one. */
    void answerAgain(int ordinal) {
        Fact answer = answers.get(current.orderKey(ordinal));
        if (answer != null) {
            answer(ordinal, answer.get("result"));
        }
    }

    /** The newest order is confirmed. */
    List<EntryKind> confirm() {
        return answer(orders.getLast().ordinal(), "OK");
    }

    /** The newest order is refused. */
    List<EntryKind> refuse() {
        return answer(orders.getLast().ordinal(), "FAILED");
    }

    /** The same again. */
    List<EntryKind> post() {
        List<Fact> all = new ArrayList<>(answers.values());
        all.addAll(said);
        PersonFacts facts = new PersonFacts(PERSON, ++revision, all);
        Outcome outcome = new Outcome(
                decision,
                Outcome.RESIDENT,
                "330302-2025/1",
                2025,
                true,
                true,
                null,
                null,
                new Fen(Math.max(0, decision.ownPart().value() - paid)),
                0,
                null,
                settlement,
                Outcome.Notes.NONE,
                List.of(evidence),
                LocalDate.of(2025, 3, 1));
        Posting posting = Posting.of(current, outcome, facts, terms, today);
        current = posting.after();
        entries.addAll(posting.entries());
        orders.addAll(posting.orders());
        return posting.entries().stream().map(Entry::kind).toList();
    }

    /** All orders so far, such as {@code TAX LEVY 1}. */
    List<String> ordered() {
        return orders.stream()
                .map(order -> order.destination() + " " + order.action() + " " + order.ordinal())
                .toList();
    }

    boolean refused(Order order) {
        Fact answer = answers.get(order.key());
        return answer != null && answer.get("result").equals("FAILED");
    }

    /** Every order that nobody has answered is answered, the oldest first, until there are none; refused where asked. */
    void settleAll(java.util.function.Predicate<Order> refuse) {
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            answer(order.ordinal(), refuse.test(order) ? "FAILED" : "OK");
        }
    }

    /** The premium of the levy that the tax bureau holds once all orders went out. */
    java.util.Optional<Premium> levied() {
        java.util.Optional<Premium> levied = java.util.Optional.empty();
        for (Order order : orders) {
            if (order.action() == Action.LEVY && !refused(order)) {
                levied = java.util.Optional.of(order.premium());
            } else if (order.destination() == Destination.TAX && order.action() == Action.CANCEL) {
                levied = java.util.Optional.empty();
            }
        }
        return levied;
    }

    /** Levies that the tax bureau holds once all orders went out: made, not refused, not taken back. */
    int levies() {
        int levies = 0;
        for (Order order : orders) {
            if (order.action() == Action.LEVY && !refused(order)) {
                levies++;
            } else if (order.destination() == Destination.TAX && order.action() == Action.CANCEL) {
                levies = Math.max(0, levies - 1);
            }
        }
        return levies;
    }
}
