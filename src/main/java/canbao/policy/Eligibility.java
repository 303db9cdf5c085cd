package canbao.policy;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Decision.Reason;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.Premium;
import canbao.policy.Ground.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows for one person from what all agencies say of him. Pure: the same facts, in any order, the same policy
 * and the same day give the same outcome. Facts that are withdrawn are not among those given. Throws
 * {@link IllegalArgumentException} for a fact whose dates or amounts its contract should never have let through.
 */
public final class Eligibility {
    /** What somebody owes here who is covered by another scheme or another place. */
    private static final Premium NOTHING_DUE = new Premium(Fen.ZERO, Fen.ZERO, Fen.ZERO);

    /** What makes somebody one of ours, the strongest first. */
    private static final List<Kind> PLACES = List.of(Kind.ROSTER, Kind.NEWBORN, Kind.ARRIVED);

    private static final Decision DECEASED = new Decision.Ineligible(Reason.DECEASED);
    private static final Decision NOT_YET_BORN = new Decision.Ineligible(Reason.NOT_YET_BORN);
    private static final Decision MOVED_AWAY = new Decision.Ineligible(Reason.MOVED_AWAY);
    private static final Decision NOT_IN_SCOPE = new Decision.Ineligible(Reason.NOT_IN_SCOPE);
    private static final Decision EMPLOYEE = new Decision.Covered(Cover.EMPLOYEE, NOTHING_DUE);
    private static final Decision ELSEWHERE = new Decision.Covered(Cover.ELSEWHERE, NOTHING_DUE);

    private Eligibility() {}

    /** One outcome for each product of the policy, the residents' scheme first: the others may follow from it. */
    public static List<Outcome> decideAll(PersonFacts person, Policy policy, LocalDate on) {
        return List.of(decide(person, policy, on));
    }

    /** Decides as of that day, and tells when the same facts next give another decision. */
    public static Outcome decide(PersonFacts person, Policy policy, LocalDate on) {
        Grounds grounds = new Grounds(person.facts(), policy);
        Finding finding = find(grounds, policy, on);
        return new Outcome(
                finding.decision(),
                policy.version(),
                policy.coverageYear(),
                grounds.minor(),
                grounds.pupil(),
                evidence(grounds, finding, on),
                nextReview(grounds, policy, on, finding));
    }

    /** A decision, and which grounds it rests on: those of a kind that hold, and of one category where there is one. */
    private record Finding(
            Decision decision,
            @Nullable Kind kind,
            @Nullable Category category) {
        boolean restsOn(Ground ground) {
            return ground.kind() == kind && (category == null || category.equals(ground.category()));
        }
    }

    /** The rules, in their order: the first that applies decides. */
    private static Finding find(Grounds grounds, Policy policy, LocalDate on) {
        if (holds(grounds, Kind.DEAD, on)) {
            return new Finding(DECEASED, Kind.DEAD, null);
        }
        if (holds(grounds, Kind.UNBORN, on)) {
            return new Finding(NOT_YET_BORN, Kind.UNBORN, null);
        }
        if (holds(grounds, Kind.EMPLOYEE, on)) {
            return new Finding(EMPLOYEE, Kind.EMPLOYEE, null);
        }
        if (holds(grounds, Kind.ELSEWHERE, on)) {
            return new Finding(ELSEWHERE, Kind.ELSEWHERE, null);
        }
        if (grounds.paid()) {
            // before hardship: what he paid before he was recognised is settled after the fact
            return new Finding(new Decision.Covered(Cover.PAID, policy.premium()), Kind.PAID, null);
        }
        Category category = best(grounds, policy, on);
        if (category != null) {
            Premium premium = category.subsidy().split(policy.premium());
            return new Finding(new Decision.Subsidised(category.code(), premium), Kind.HARDSHIP, category);
        }
        return place(grounds, policy, on);
    }

    /** For somebody without cover or subsidy: what makes him one of ours. */
    private static Finding place(Grounds grounds, Policy policy, LocalDate on) {
        for (Kind kind : PLACES) {
            if (holds(grounds, kind, on)) {
                return new Finding(new Decision.Owing(policy.premium()), kind, null);
            }
        }
        return holds(grounds, Kind.LEFT, on)
                ? new Finding(MOVED_AWAY, Kind.LEFT, null)
                : new Finding(NOT_IN_SCOPE, null, null);
    }

    /** The category that counts among those held: by priority; between equals the larger subsidy. */
    private static @Nullable Category best(Grounds grounds, Policy policy, LocalDate on) {
        Category best = null;
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            Category category = all.get(i).category();
            if (category != null && all.get(i).holds(on) && (best == null || beats(category, best, policy))) {
                best = category;
            }
        }
        return best;
    }

    private static boolean beats(Category one, Category other, Policy policy) {
        if (one.priority() != other.priority()) {
            return one.priority() < other.priority();
        }
        Fen personal = policy.premium().personal();
        int larger = one.subsidy().of(personal).compareTo(other.subsidy().of(personal));
        return larger != 0 ? larger > 0 : one.code().compareTo(other.code()) < 0;
    }

    private static boolean holds(Grounds grounds, Kind kind, LocalDate on) {
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).kind() == kind && all.get(i).holds(on)) {
                return true;
            }
        }
        return false;
    }

    /** The rows that said so, sorted so that the order of facts does not show. */
    private static List<String> evidence(Grounds grounds, Finding finding, LocalDate on) {
        List<String> rows = new ArrayList<>(2);
        for (Ground ground : grounds.all()) {
            if (finding.restsOn(ground) && ground.holds(on)) {
                rows.add(ground.fact().evidence());
            }
        }
        rows.sort(null);
        return rows;
    }

    /** Tries every day on which a ground begins or ends to hold: between two of them nothing can change. */
    private static LocalDate nextReview(Grounds grounds, Policy policy, LocalDate on, Finding now) {
        for (LocalDate day = nextTurn(grounds, on); !day.equals(LocalDate.MAX); day = nextTurn(grounds, day)) {
            if (!find(grounds, policy, day).decision().equals(now.decision())) {
                return day;
            }
        }
        return LocalDate.MAX;
    }

    private static LocalDate nextTurn(Grounds grounds, LocalDate day) {
        LocalDate next = LocalDate.MAX;
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            LocalDate turn = all.get(i).nextTurn(day);
            next = turn.isBefore(next) ? turn : next;
        }
        return next;
    }
}
