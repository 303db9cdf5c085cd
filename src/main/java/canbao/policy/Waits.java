package canbao.policy;

import canbao.model.Decision;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.policy.Ground.Kind;
import canbao.policy.Policy.Levy.Late;
import canbao.policy.terms.Freshmen;
import canbao.policy.terms.Waiting;
import canbao.policy.terms.Waiting.Exempt;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many months somebody waits for benefits who enrols on a day, and when cover begins; 国办发〔2024〕38号. Gap years are
 * counted from the last cover that anybody knows of: who is not known to have had any has no gap.
 */
record Waits(Grounds grounds, Policy policy) {
    int months(Decision decision, LocalDate enrolled) {
        boolean helped = decision instanceof Decision.Subsidised;
        return policy.waiting().none() || exempt(helped, enrolled)
                ? 0
                : months(enrolled.isAfter(policy.levy().extensionTo()));
    }

    private int months(boolean late) {
        Waiting waiting = policy.waiting();
        LocalDate last = lastCover();
        int gap = last == null ? 0 : yearsAfter(last);
        return waiting.months(late, gap, gap == 0 ? 0 : repaired(last));
    }

    /**
     * Whether somebody who has paid nothing for the year, and whom that ground places here, may still join on a day: in the
     * window, in the middle of the year as a special case (6 of 国办发〔2024〕38号), or late where the policy lets everybody.
     */
    boolean open(Ground place, LocalDate on) {
        if (!on.isAfter(policy.levy().extensionTo()) || grounds.payments() != null || place.kind() == Kind.NEWBORN) {
            return true;
        }
        boolean special = place.kind() == Kind.INTERRUPTED
                || (place.kind() == Kind.ARRIVED && on.isBefore(arrivedTooLongAgo(place)));
        return (special && on.isBefore(over(0)))
                || (policy.levy().late() == Late.ANYBODY && on.isBefore(over(exempt(false, on) ? 0 : months(true))));
    }

    private LocalDate arrivedTooLongAgo(Ground arrived) {
        int grace = policy.waiting().graceMonths();
        return arrived.from()
                .plusMonths(grace > 0 ? grace : Grounds.INTERRUPTION_MONTHS)
                .plusDays(1);
    }

    /** The first day on which who joins would be covered only after the year's cover has ended. */
    private LocalDate over(int months) {
        return policy.benefit().to().plusDays(1).minusMonths(months);
    }

    /** The first day of cover for who enrolled that day: from birth, with the year, or from the day itself. */
    LocalDate coverFrom(LocalDate enrolled) {
        LocalDate first = policy.benefit().from();
        Freshmen freshmen = policy.freshmen();
        if (freshmen != null
                && grounds.freshman()
                && !enrolled.isAfter(policy.levy().window().to())) {
            return freshmen.from();
        }
        LocalDate birth = grounds.birth();
        if (birth != null
                && birth.isAfter(first)
                && !enrolled.isAfter(policy.limits().newbornUntil(birth))) {
            return birth;
        }
        return enrolled.isAfter(policy.levy().window().to()) && enrolled.isAfter(first) ? enrolled : first;
    }

    /**
     * When the cover began that a freshman had before everybody's, whatever became of him since: by what he paid, or by the
     * status by which it was paid for him; null when he had none.
     */
    @Nullable
    LocalDate freshmanCover() {
        if (!grounds.freshman()) {
            return null;
        }
        LocalDate enrolled = null;
        Payments payments = grounds.payments();
        if (payments != null) {
            enrolled = payments.reached(grounds.tariff().premium().personal().value());
        }
        for (Ground ground : grounds.all()) {
            boolean earlier = ground.category() != null
                    && (enrolled == null || ground.identified().isBefore(enrolled));
            enrolled = earlier ? ground.identified() : enrolled;
        }
        LocalDate from = enrolled == null ? null : coverFrom(enrolled);
        return from != null && from.isBefore(policy.benefit().from()) ? from : null;
    }

    private boolean exempt(boolean helped, LocalDate enrolled) {
        Waiting waiting = policy.waiting();
        LocalDate birth = grounds.birth();
        boolean newborn = birth != null && !enrolled.isAfter(policy.limits().newbornUntil(birth));
        return (helped && waiting.exempt().contains(Exempt.SUBSIDISED))
                || (newborn && waiting.exempt().contains(Exempt.NEWBORN))
                || (waiting.exempt().contains(Exempt.EMPLOYEE_LEFT) && inGrace(FactKind.COVERAGE, enrolled))
                || (waiting.exempt().contains(Exempt.MOVED_IN) && inGrace(FactKind.LIFE_EVENT, enrolled));
    }

    private boolean inGrace(FactKind kind, LocalDate enrolled) {
        List<Fact> facts = grounds.facts();
        for (int i = 0; i < facts.size(); i++) {
            LocalDate since = facts.get(i).kind() == kind ? graceSince(facts.get(i)) : null;
            if (since != null && !enrolled.isBefore(since) && !enrolled.isAfter(graceTo(since))) {
                return true;
            }
        }
        return false;
    }

    /** When the months of grace begin that the fact gives, if it gives any. */
    private @Nullable LocalDate graceSince(Fact fact) {
        if (fact.kind() == FactKind.COVERAGE
                && fact.get("insutype").equals(policy.limits().employeeInsutype())) {
            LocalDate end = IsoDay.last(fact, "end", LocalDate.MAX);
            return end.equals(LocalDate.MAX) ? null : end;
        }
        return fact.get("event").equals("MOVE_IN") && !fact.get("date").isEmpty()
                ? IsoDay.first(fact, "date", LocalDate.MIN)
                : null;
    }

    private LocalDate graceTo(LocalDate since) {
        return since.plusMonths(policy.waiting().graceMonths());
    }

    /** The first day after that one on which somebody not yet enrolled could be too late, or have to wait. */
    LocalDate nextTurn(LocalDate day) {
        LocalDate closing = windowTurn(day);
        if (policy.waiting().none()) {
            return closing;
        }
        LocalDate next = after(day, policy.levy().extensionTo().plusDays(1), closing);
        LocalDate birth = grounds.birth();
        next = birth == null
                ? next
                : after(day, policy.limits().newbornUntil(birth).plusDays(1), next);
        for (Fact fact : grounds.facts()) {
            boolean gives = fact.kind() == FactKind.COVERAGE || fact.kind() == FactKind.LIFE_EVENT;
            LocalDate since = gives ? graceSince(fact) : null;
            if (since != null) {
                next = after(day, since, next);
                next = after(day, graceTo(since).plusDays(1), next);
            }
        }
        return next;
    }

    /** The days on which {@link #open} could change. */
    private LocalDate windowTurn(LocalDate day) {
        LocalDate next = LocalDate.MAX;
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size() && grounds.payments() == null; i++) {
            Ground ground = all.get(i);
            switch (ground.kind()) {
                case ROSTER, ARRIVED, INTERRUPTED -> {
                    next = after(day, policy.levy().extensionTo().plusDays(1), next);
                    next = after(day, over(0), next);
                    next = policy.levy().late() == Late.ANYBODY ? after(day, over(months(true)), next) : next;
                    next = ground.kind() == Kind.ARRIVED ? after(day, arrivedTooLongAgo(ground), next) : next;
                }
                default -> {
                    // the others do not depend on the window
                }
            }
        }
        return next;
    }

    private static LocalDate after(LocalDate day, LocalDate turn, LocalDate next) {
        return turn.isAfter(day) && turn.isBefore(next) ? turn : next;
    }

    /** The last day before this year's cover on which he was covered; null when nobody knows of any. */
    private @Nullable LocalDate lastCover() {
        LocalDate first = policy.benefit().from();
        LocalDate last = null;
        for (Fact fact : grounds.facts()) {
            LocalDate to = coveredTo(fact);
            to = to != null && !to.isBefore(first) ? first.minusDays(1) : to;
            last = to != null && (last == null || to.isAfter(last)) ? to : last;
        }
        return last;
    }

    private @Nullable LocalDate coveredTo(Fact fact) {
        if (fact.kind() == FactKind.COVERAGE && isMedical(fact.get("insutype"))) {
            boolean begun = IsoDay.first(fact, "begin", LocalDate.MIN)
                    .isBefore(policy.benefit().from());
            return begun ? IsoDay.last(fact, "end", LocalDate.MAX) : null;
        }
        int year = fact.kind() == FactKind.PAYMENT && Payments.signedFen(fact) > 0 ? year(fact) : 0;
        boolean inTime = year > 0 && !IsoDay.first(fact, "date", LocalDate.MIN).isAfter(endOf(year));
        return inTime && year < policy.coverageYear() ? endOf(year) : null;
    }

    private boolean isMedical(String insutype) {
        return insutype.equals(policy.limits().employeeInsutype()) || insutype.equals("390");
    }

    private int yearsAfter(LocalDate last) {
        int years = 0;
        while (last.plusDays(1).plusYears(years + 1L).compareTo(policy.benefit().from()) <= 0) {
            years++;
        }
        return years;
    }

    /** How many of the years after the last cover he paid for later. */
    private int repaired(@Nullable LocalDate last) {
        Map<Integer, Long> paid = new HashMap<>();
        for (Fact fact : grounds.facts()) {
            int year = fact.kind() == FactKind.PAYMENT ? year(fact) : 0;
            if (year > 0
                    && year < policy.coverageYear()
                    && last != null
                    && endOf(year).isAfter(last)) {
                paid.merge(year, Payments.signedFen(fact), Long::sum);
            }
        }
        return (int) paid.values().stream().filter(fen -> fen > 0).count();
    }

    private LocalDate endOf(int year) {
        return policy.benefit()
                .from()
                .minusYears((long) policy.coverageYear() - year)
                .plusYears(1)
                .minusDays(1);
    }

    private static int year(Fact fact) {
        String year = fact.get("year");
        return year.length() == 4 && year.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                ? Integer.parseInt(year)
                : 0;
    }
}
