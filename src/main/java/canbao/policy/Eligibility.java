package canbao.policy;

import canbao.model.Decision;
import canbao.model.Outcome;
import canbao.model.Outcome.Notes;
import canbao.model.Outcome.Settlement;
import canbao.model.Outcome.Unpaid;
import canbao.model.PersonFacts;
import canbao.model.Wording;
import canbao.policy.Ground.Kind;
import canbao.policy.explain.Trace;
import canbao.policy.explain.Trace.Rule;
import canbao.policy.terms.Supplement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows for one person from what all agencies say of him. Pure: the same facts, in any order, the same policy
 * and the same day give the same outcome. Facts that are withdrawn are not among those given. Throws
 * {@link IllegalArgumentException} for a fact whose dates or amounts its contract should never have let through.
 */
public final class Eligibility {
    private Eligibility() {}

    /** One outcome for each product of the policy, the residents' scheme first: the others follow from it. */
    public static List<Outcome> decideAll(PersonFacts person, Policy policy, LocalDate on) {
        return decideAll(person, policy, on, Trace.NONE);
    }

    /** The same, told to somebody who listens. */
    public static List<Outcome> decideAll(PersonFacts person, Policy policy, LocalDate on, Trace trace) {
        Grounds grounds = new Grounds(person.facts(), policy, trace);
        Finding main = Rules.find(grounds, policy, on, trace);
        Outcome resident = outcome(grounds, policy, on, main, trace);
        if (policy.supplements().isEmpty()) {
            return List.of(resident);
        }
        List<Outcome> outcomes = new ArrayList<>(1 + policy.supplements().size());
        outcomes.add(resident);
        for (Supplement supplement : policy.supplements()) {
            outcomes.add(supplement(grounds, policy, on, resident, supplement));
        }
        return outcomes;
    }

    /** Decides the residents' scheme as of that day, and tells when the same facts next give another decision. */
    public static Outcome decide(PersonFacts person, Policy policy, LocalDate on) {
        Grounds grounds = new Grounds(person.facts(), policy, Trace.NONE);
        return outcome(grounds, policy, on, Rules.find(grounds, policy, on, Trace.NONE), Trace.NONE);
    }

    private static Outcome outcome(Grounds grounds, Policy policy, LocalDate on, Finding finding, Trace trace) {
        Notes notes = grounds.notes(on, owes(finding));
        if (trace.listens()) {
            tell(notes, trace);
        }
        boolean here = !(finding.decision() instanceof Decision.Ineligible);
        return new Outcome(
                finding.decision(),
                Outcome.RESIDENT,
                policy.version(),
                policy.coverageYear(),
                grounds.minor(),
                grounds.pupil(),
                here ? grounds.tariff().personClass() : null,
                here ? grounds.tariff().tier() : null,
                finding.owed(),
                finding.waitingMonths(),
                coverFrom(new Waits(grounds, policy), finding),
                finding.settlement(),
                notes,
                evidence(grounds, finding, on),
                nextReview(grounds, policy, on, day -> {
                    Finding then = Rules.find(grounds, policy, day, Trace.NONE);
                    return !then.same(finding)
                            || !grounds.notes(day, owes(then)).equals(notes);
                }));
    }

    private static @Nullable LocalDate coverFrom(Waits waits, Finding finding) {
        LocalDate enrolled = finding.enrolled();
        boolean lost = finding.kind() == Kind.DEAD || finding.kind() == Kind.EMPLOYEE;
        return enrolled != null ? waits.coverFrom(enrolled) : lost ? waits.freshmanCover() : null;
    }

    /** What was levied before the window closed is still owed. */
    private static boolean owes(Finding finding) {
        return finding.owed().value() > 0
                || (finding.decision() instanceof Decision.Ineligible closed
                        && closed.reason() == Decision.Reason.WINDOW_CLOSED);
    }

    private static void tell(Notes notes, Trace trace) {
        Unpaid unpaid = notes.unpaid();
        trace.note(
                Rule.UNPAID,
                unpaid != null,
                unpaid == null
                        ? new Wording("没有说明", "nobody says why")
                        : new Wording(
                                "不再提醒：" + unpaid.words().zh(),
                                "not reminded: " + unpaid.words().en()));
    }

    private static Outcome supplement(
            Grounds grounds, Policy policy, LocalDate on, Outcome resident, Supplement supplement) {
        Decision decision = supplement(grounds, supplement, resident.decision(), on);
        return new Outcome(
                decision,
                supplement.product(),
                policy.version(),
                policy.coverageYear(),
                grounds.minor(),
                grounds.pupil(),
                null,
                null,
                decision.ownPart(),
                0,
                null,
                Settlement.NONE,
                Notes.NONE,
                resident.evidence(),
                nextReview(
                        grounds,
                        policy,
                        on,
                        day -> !supplement(
                                        grounds,
                                        supplement,
                                        Rules.find(grounds, policy, day, Trace.NONE)
                                                .decision(),
                                        day)
                                .equals(decision)));
    }

    private static Decision supplement(Grounds grounds, Supplement supplement, Decision main, LocalDate on) {
        return supplement.decide(main, category -> Rules.holds(grounds, category, on));
    }

    /** The rows that said so, sorted so that the order of facts does not show. */
    private static List<String> evidence(Grounds grounds, Finding finding, LocalDate on) {
        List<String> rows = new ArrayList<>(2);
        for (Ground ground : grounds.all()) {
            if (finding.restsOn(ground) && ground.holds(on)) {
                String row = ground.fact().evidence();
                if (!rows.contains(row)) {
                    rows.add(row);
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    /** Tries every day on which a ground begins or ends to hold: between two of them nothing can change. */
    private static LocalDate nextReview(Grounds grounds, Policy policy, LocalDate on, Predicate<LocalDate> differs) {
        LocalDate day = nextTurn(grounds, policy, on);
        while (!day.equals(LocalDate.MAX) && !differs.test(day)) {
            day = nextTurn(grounds, policy, day);
        }
        return day;
    }

    private static LocalDate nextTurn(Grounds grounds, Policy policy, LocalDate day) {
        LocalDate next = new Waits(grounds, policy).nextTurn(day);
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            LocalDate turn = all.get(i).nextTurn(day);
            next = turn.isBefore(next) ? turn : next;
        }
        return next;
    }
}
