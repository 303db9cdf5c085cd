package canbao.policy;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Outcome.Newborn;
import canbao.model.Outcome.Notes;
import canbao.model.Outcome.Unpaid;
import canbao.policy.Ground.Kind;
import canbao.policy.explain.Trace;
import canbao.policy.terms.Freshmen;
import canbao.policy.terms.Span;
import canbao.policy.terms.Tariff;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person's facts as grounds for decisions under one policy. Read once, asked for any number of days; not thread-safe. */
final class Grounds {
    /** The insurer's code of the residents' scheme, the same everywhere. */
    private static final String RESIDENT_INSUTYPE = "390";

    /** 国办发〔2024〕38号: who leaves employee cover and joins within three months has no gap. */
    static final int INTERRUPTION_MONTHS = 3;

    private static final Comparator<Ground> UNPAID = Comparator.comparingInt(
                    (Ground ground) -> ground.fact().precedence())
            .thenComparing(Ground::from, Comparator.reverseOrder())
            .thenComparing(Grounds::reason)
            .thenComparing(Ground::to, Comparator.reverseOrder());

    private final Policy policy;
    private final List<Fact> facts;
    private final List<Ground> grounds = new ArrayList<>(4);
    private final @Nullable LocalDate birth;
    private final Statuses statuses;
    private final Tariff tariff;
    private final boolean goesHome;
    private boolean pupil;
    private boolean freshman;
    private @Nullable Payments payments;
    private @Nullable LocalDate debit;
    private @Nullable LocalDate debitFailed;

    Grounds(List<Fact> said, Policy policy, Trace trace) {
        this.policy = policy;
        this.facts = Conflicts.heard(said);
        Birthday birthday = Birthday.best(facts);
        this.birth = birthday == null ? null : birthday.day();
        Traits traits = new Traits(facts, policy, birth);
        this.tariff = traits.tariff();
        this.statuses = new Statuses(facts, policy, traits, trace);
        if (birthday != null) {
            grounds.add(new Ground(Kind.UNBORN, LocalDate.MIN, birthday.day().minusDays(1), birthday.fact(), null));
        }
        Freshmen freshmen = policy.freshmen();
        for (int i = 0; freshmen != null && i < facts.size(); i++) {
            freshman |= freshmen.is(facts.get(i), policy.benefit().from());
        }
        this.goesHome = freshman && traits.enrolsAtHome();
        for (int i = 0; i < facts.size(); i++) {
            note(facts.get(i));
        }
        if (payments != null) {
            payments.settle();
            payments = payments.none() ? null : payments;
        }
        if (freshman && trace.listens()) {
            traits.tellFreshman(goesHome, trace);
        }
    }

    List<Ground> all() {
        return grounds;
    }

    boolean pupil() {
        return pupil;
    }

    /** Whether he is a university freshman to whom the policy gives cover from the day on which he enters. */
    boolean freshman() {
        return freshman;
    }

    boolean minor() {
        return birth != null && policy.minor(birth);
    }

    @Nullable
    LocalDate birth() {
        return birth;
    }

    List<Fact> facts() {
        return facts;
    }

    Tariff tariff() {
        return tariff;
    }

    /** The payments of the coverage year; null when there are none. */
    @Nullable
    Payments payments() {
        return payments;
    }

    private void note(Fact fact) {
        switch (fact.kind()) {
            case HARDSHIP -> statuses.note(fact, grounds);
            case PUPIL -> {
                pupil = true;
                if (!goesHome) {
                    grounds.add(Ground.always(Kind.ROSTER, fact));
                }
            }
            case LIFE_EVENT -> noteLifeEvent(fact);
            case COVERAGE -> noteCoverage(fact);
            case PAYMENT -> notePayment(fact);
            case ANSWER -> {
                // what became of an order is the ledger's business
            }
            case COST, VISIT -> {
                // they make and close leads; nobody is entitled by them
            }
            case UNPAID_REASON -> noteUnpaid(fact);
            case REGISTER, APPROPRIATION -> {
                // registers are for matching and counting: who is in one is entitled to nothing by it
            }
        }
    }

    private void noteUnpaid(Fact fact) {
        LocalDate since = IsoDay.first(fact, "since", LocalDate.MIN);
        addUnlessEmpty(new Ground(Kind.UNPAID, since, IsoDay.last(fact, "until", LocalDate.MAX), fact, null));
    }

    /**
     * What stands beside the decision. Why he who owes does not pay: of several words the one of the smallest precedence, else
     * the newest.
     *
     * @param owes whether there is something to remind him of, or to debit: otherwise only the treasury matters
     */
    Notes notes(LocalDate on, boolean owes) {
        Ground word = null;
        Newborn newborn = null;
        for (int i = 0; owes && i < grounds.size(); i++) {
            Ground ground = grounds.get(i);
            boolean says = ground.kind() == Kind.UNPAID && ground.holds(on);
            word = says && (word == null || UNPAID.compare(ground, word) < 0) ? ground : word;
            newborn = ground.kind() == Kind.NEWBORN && ground.holds(on)
                    ? new Newborn(ground.from(), ground.to())
                    : newborn;
        }
        boolean ends = word != null && !word.to().equals(LocalDate.MAX);
        LocalDate treasury = payments == null ? null : payments.treasury();
        boolean nothing = word == null
                && treasury == null
                && (!owes || (debit == null && debitFailed == null && newborn == null));
        return nothing
                ? Notes.NONE
                : new Notes(
                        word == null ? null : reason(word),
                        word != null && ends ? word.to() : null,
                        treasury,
                        owes ? debit : null,
                        owes ? debitFailed : null,
                        newborn);
    }

    private static Unpaid reason(Ground word) {
        return Unpaid.of(word.fact().get("reason"));
    }

    private void noteLifeEvent(Fact fact) {
        LocalDate date = IsoDay.first(fact, "date", LocalDate.MIN);
        switch (fact.get("event")) {
            case "DEATH" -> grounds.add(new Ground(Kind.DEAD, date, LocalDate.MAX, fact, null));
            case "BIRTH" -> {
                if (birth != null) {
                    LocalDate lastDay = policy.limits().newbornUntil(birth);
                    LocalDate to = earlier(lastDay, dayBefore(nextMove("MOVE_OUT", birth.plusDays(1))));
                    addUnlessEmpty(new Ground(Kind.NEWBORN, birth, to, fact, null));
                }
            }
            case "MOVE_IN" -> {
                LocalDate out = nextMove("MOVE_OUT", date.plusDays(1));
                addUnlessEmpty(new Ground(Kind.ARRIVED, date, dayBefore(out), fact, null));
            }
            // moving out and in on one day ends here: only a later departure undoes an arrival
            case "MOVE_OUT" ->
                addUnlessEmpty(new Ground(Kind.LEFT, date, dayBefore(nextMove("MOVE_IN", date)), fact, null));
            default -> {
                // an event that policy does not know decides nothing
            }
        }
    }

    private void noteCoverage(Fact fact) {
        Span cover = new Span(IsoDay.first(fact, "begin", LocalDate.MIN), IsoDay.last(fact, "end", LocalDate.MAX));
        String insutype = fact.get("insutype");
        String area = fact.get("area");
        if (insutype.equals(policy.limits().employeeInsutype()) && area.startsWith(policy.area())) {
            noteInterruption(fact, cover.to());
        }
        if (!cover.overlaps(policy.benefit())) {
            return;
        }
        if (insutype.equals(policy.limits().employeeInsutype())) {
            grounds.add(new Ground(Kind.EMPLOYEE, cover.from(), cover.to(), fact, null));
        } else if (insutype.equals(RESIDENT_INSUTYPE) && !area.isEmpty() && !policy.holds(area)) {
            // counts before it begins: he has enrolled there for the year
            grounds.add(new Ground(Kind.ELSEWHERE, LocalDate.MIN, cover.to(), fact, null));
        }
    }

    private void noteInterruption(Fact fact, LocalDate lastDay) {
        LocalDate to = lastDay.equals(LocalDate.MAX) ? lastDay : lastDay.plusMonths(INTERRUPTION_MONTHS);
        if (lastDay.isBefore(policy.benefit().to())
                && to.isAfter(policy.levy().window().from())) {
            grounds.add(new Ground(Kind.INTERRUPTED, lastDay.plusDays(1), to, fact, null));
        }
    }

    private void notePayment(Fact fact) {
        if (!fact.get("year").equals(String.valueOf(policy.coverageYear()))) {
            return;
        }
        switch (fact.get("event")) {
            case "REVERSED" -> {
                payments = payments == null ? new Payments() : payments;
                payments.reverse(fact.get("id"));
            }
            case "DEBIT_PLANNED" -> debit = later(debit, fact);
            case "DEBIT_FAILED" -> debitFailed = later(debitFailed, fact);
            default -> {
                // money that moved, or an event that policy does not know
            }
        }
        if (Payments.signedFen(fact) != 0) {
            payments = payments == null ? new Payments() : payments;
            payments.add(fact);
            grounds.add(Ground.always(Kind.PAID, fact));
        }
    }

    private static @Nullable LocalDate later(@Nullable LocalDate known, Fact fact) {
        LocalDate day = IsoDay.first(fact, "date", LocalDate.MIN);
        boolean later = !day.equals(LocalDate.MIN) && (known == null || day.isAfter(known));
        return later ? day : known;
    }

    /** The earliest such move on that day or later. */
    private LocalDate nextMove(String event, LocalDate notBefore) {
        LocalDate next = LocalDate.MAX;
        for (int i = 0; i < facts.size(); i++) {
            if (is(facts.get(i), event)) {
                LocalDate date = IsoDay.first(facts.get(i), "date", LocalDate.MIN);
                next = date.isBefore(notBefore) ? next : earlier(next, date);
            }
        }
        return next;
    }

    private void addUnlessEmpty(Ground ground) {
        if (!ground.to().isBefore(ground.from())) {
            grounds.add(ground);
        }
    }

    private static boolean is(Fact fact, String event) {
        return fact.kind() == FactKind.LIFE_EVENT && fact.get("event").equals(event);
    }

    private static LocalDate dayBefore(LocalDate day) {
        return day.equals(LocalDate.MAX) || day.equals(LocalDate.MIN) ? day : day.minusDays(1);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
