package canbao.ledger.gate;

import canbao.audit.AuditStore;
import canbao.identity.CertificateKeys;
import canbao.identity.Certificates;
import canbao.ledger.CaseState;
import canbao.ledger.show.CaseFileStore;
import canbao.ledger.show.CaseFileStore.ShownCase;
import canbao.model.Actor;
import canbao.model.CurrentFacts;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.model.Wording;
import canbao.policy.PolicyBook;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a school may sell commercial cover to a pupil: only to who is insured for the coverage year that is in force on the
 * day on which it would begin (西宁市教育局、社保局，2009). Whoever is not on the asking roster is unknown, whoever he is.
 */
public final class CommercialGate {
    /** The most people of one question. */
    public static final int MOST = 200;

    private static final Set<CaseState> INSURED = Set.of(CaseState.COVERED, CaseState.SUBSIDISED, CaseState.POST_HOC);

    private final Means means;
    private final AuditStore audit;
    private final Clock clock;

    /**
     * What the answer is taken from.
     *
     * @param find who has a certificate, by its key
     * @param factsOf current facts, under the person who is kept
     */
    public record Means(
            CertificateKeys keys,
            Function<UUID, Optional<PersonKey>> find,
            Function<Collection<PersonKey>, CurrentFacts> factsOf,
            CaseFileStore cases,
            Supplier<PolicyBook> policies) {}

    /** @param clock in the pool area's time zone */
    public CommercialGate(Means means, AuditStore audit, Clock clock) {
        this.means = means;
        this.audit = audit;
        this.clock = clock;
    }

    /** A certificate as asked; its {@code toString} shows nothing. */
    public record Asked(String type, String number) {
        @Override
        public String toString() {
            return "Asked[sealed]";
        }
    }

    /** The answer to all lines of a question, in their order; {@code years} are the coverage years in force on the day. */
    public record Answers(LocalDate on, List<Integer> years, List<Reason> lines) {
        public Answers {
            years = List.copyOf(years);
            lines = List.copyOf(lines);
        }
    }

    /** Yes, and why; or no, and why. */
    public enum Reason {
        INSURED("已参加基本医保，可以投保商业保险", "insured: commercial cover may be sold"),
        NOT_INSURED("本年度尚未参加基本医保，请先参保缴费", "not insured for the year: enrol in the basic scheme first"),
        NO_YEAR("该日没有生效的医保年度", "no coverage year is in force on that day"),
        UNKNOWN("不在本单位报送的名册中", "not on the roster that you send"),
        UNREADABLE("证件号码无效，请核对", "no valid certificate number: correct it");

        private final String zh;
        private final String en;

        Reason(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public boolean allowed() {
            return this == INSURED;
        }

        public Wording words() {
            return new Wording(zh, en);
        }
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /** Answers for the people of one roster; what was asked is noted by number alone. */
    public Answers ask(Actor actor, FeedId roster, List<Asked> asked, LocalDate on) {
        if (asked.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " at once, not " + asked.size());
        }
        List<Integer> years = means.policies().get().inForce(on).stream()
                .filter(policy -> policy.benefit().contains(on))
                .map(policy -> policy.coverageYear())
                .toList();
        List<@Nullable PersonKey> persons = new ArrayList<>(asked.size());
        Set<PersonKey> found = new HashSet<>();
        List<Boolean> readable = new ArrayList<>(asked.size());
        for (Asked each : asked) {
            boolean valid = Certificates.check(each.type(), each.number()) instanceof Certificates.Valid;
            PersonKey person = valid ? person(each) : null;
            readable.add(valid);
            persons.add(person);
            if (person != null) {
                found.add(person);
            }
        }
        Map<PersonKey, Reason> reasons = reasons(roster, found, years);
        List<Reason> lines = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            PersonKey person = persons.get(i);
            Reason known = person == null ? Reason.UNKNOWN : reasons.getOrDefault(person, Reason.UNKNOWN);
            lines.add(readable.get(i) ? known : Reason.UNREADABLE);
        }
        note(actor, roster, on, lines);
        return new Answers(on, years, lines);
    }

    private @Nullable PersonKey person(Asked asked) {
        return Certificates.check(asked.type(), asked.number()) instanceof Certificates.Valid valid
                ? means.find()
                        .apply(means.keys().key(valid.type(), valid.number()))
                        .orElse(null)
                : null;
    }

    /** Of those who are on the roster; the others are left out. */
    private Map<PersonKey, Reason> reasons(FeedId roster, Set<PersonKey> asked, List<Integer> years) {
        Map<PersonKey, Reason> reasons = new HashMap<>();
        if (asked.isEmpty()) {
            return reasons;
        }
        for (PersonFacts facts : means.factsOf().apply(asked).people().values()) {
            boolean pupil = facts.facts().stream()
                    .anyMatch(
                            fact -> fact.kind() == FactKind.PUPIL && fact.feed().equals(roster));
            if (pupil) {
                List<PersonKey> one = new ArrayList<>(facts.others());
                one.add(facts.person());
                Reason reason = reason(one, years);
                one.forEach(person -> reasons.put(person, reason));
            }
        }
        return reasons;
    }

    private Reason reason(List<PersonKey> one, List<Integer> years) {
        if (years.isEmpty()) {
            return Reason.NO_YEAR;
        }
        for (ShownCase shown : means.cases().cases(one)) {
            if (shown.product() == Outcome.RESIDENT
                    && years.contains(shown.coverageYear())
                    && INSURED.contains(CaseState.valueOf(shown.state()))) {
                return Reason.INSURED;
            }
        }
        return Reason.NOT_INSURED;
    }

    private void note(Actor actor, FeedId roster, LocalDate on, List<Reason> lines) {
        Map<Reason, Long> counts = lines.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        JsonObject detail = new JsonObject().put("on", on.toString()).put("asked", lines.size());
        counts.forEach((reason, count) -> detail.put(reason.name(), count));
        audit.append(actor, "commercial-cover.ask", roster.toString(), detail);
    }
}
