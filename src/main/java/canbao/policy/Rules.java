package canbao.policy;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Decision.Reason;
import canbao.model.Fen;
import canbao.model.Outcome.Settlement;
import canbao.model.Premium;
import canbao.model.Wording;
import canbao.policy.Ground.Kind;
import canbao.policy.explain.Trace;
import canbao.policy.explain.Trace.Rule;
import canbao.policy.terms.Category;
import canbao.policy.terms.Tariff;
import canbao.policy.terms.Treatment;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of the residents' scheme for one day: the first that applies decides. */
final class Rules {
    /** What somebody owes here who is covered by another scheme or another place. */
    private static final Premium NOTHING_DUE = new Premium(Fen.ZERO, Fen.ZERO, Fen.ZERO);

    /** What makes somebody one of ours, the strongest first. */
    private static final List<Place> PLACES = List.of(
            new Place(Kind.ROSTER, Rule.ROSTER),
            new Place(Kind.NEWBORN, Rule.NEWBORN),
            new Place(Kind.ARRIVED, Rule.ARRIVED),
            new Place(Kind.INTERRUPTED, Rule.INTERRUPTED));

    private static final Decision DECEASED = new Decision.Ineligible(Reason.DECEASED);
    private static final Decision NOT_YET_BORN = new Decision.Ineligible(Reason.NOT_YET_BORN);
    private static final Decision MOVED_AWAY = new Decision.Ineligible(Reason.MOVED_AWAY);
    private static final Decision NOT_IN_SCOPE = new Decision.Ineligible(Reason.NOT_IN_SCOPE);
    private static final Decision WINDOW_CLOSED = new Decision.Ineligible(Reason.WINDOW_CLOSED);
    private static final Decision EMPLOYEE = new Decision.Covered(Cover.EMPLOYEE, NOTHING_DUE);
    private static final Decision ELSEWHERE = new Decision.Covered(Cover.ELSEWHERE, NOTHING_DUE);

    private record Place(Kind kind, Rule rule) {}

    private Rules() {}

    /** The rules, in their order: the first that applies decides. */
    static Finding find(Grounds grounds, Policy policy, LocalDate on, Trace trace) {
        if (trace.listens()) {
            trace.note(Rule.TARIFF, true, tariff(grounds.tariff()));
        }
        Finding found = rule(grounds, policy, on, trace);
        LocalDate enrolled = found.decision() instanceof Decision.Owing ? on : found.enrolled();
        if (enrolled == null || policy.waiting().none()) {
            return found;
        }
        int months = new Waits(grounds, policy).months(found.decision(), enrolled);
        if (trace.listens()) {
            trace.note(Rule.WAITING, months > 0, new Wording("等待期 " + months + " 个月", months + " months of waiting"));
        }
        return found.waiting(months);
    }

    private static Wording tariff(Tariff tariff) {
        String whose = (tariff.personClass() == null ? "" : tariff.personClass() + " ")
                + (tariff.tier() == null ? "" : tariff.tier() + " ");
        String personal = tariff.premium().personal().yuan();
        String fiscal = tariff.premium().fiscal().yuan();
        return new Wording(
                whose + "个人 " + personal + " 财政 " + fiscal, whose + "personal " + personal + " fiscal " + fiscal);
    }

    private static Finding rule(Grounds grounds, Policy policy, LocalDate on, Trace trace) {
        Ground dead = first(grounds, Kind.DEAD, on, trace, Rule.DECEASED);
        if (dead != null) {
            return givenBack(Finding.of(DECEASED, Kind.DEAD), dead, grounds, policy);
        }
        if (first(grounds, Kind.UNBORN, on, trace, Rule.NOT_YET_BORN) != null) {
            return Finding.of(NOT_YET_BORN, Kind.UNBORN);
        }
        Ground employee = first(grounds, Kind.EMPLOYEE, on, trace, Rule.EMPLOYEE);
        if (employee != null) {
            return givenBack(Finding.of(EMPLOYEE, Kind.EMPLOYEE), employee, grounds, policy);
        }
        Ground best = best(grounds, on, trace);
        if (first(grounds, Kind.ELSEWHERE, on, trace, Rule.ELSEWHERE) != null) {
            return elsewhere(best, grounds, policy);
        }
        Settling settling = new Settling(grounds, policy, trace);
        if (best != null && best.category() != null) {
            return settling.helped(best, best.category());
        }
        Finding paid = settling.unhelped();
        return paid != null ? paid : place(grounds, policy, on, trace);
    }

    /** What somebody paid here whose other cover, or death, came before cover here began. */
    private static Finding givenBack(Finding finding, Ground reason, Grounds grounds, Policy policy) {
        Payments payments = grounds.payments();
        LocalDate early = new Waits(grounds, policy).freshmanCover();
        LocalDate begins = early == null ? policy.benefit().from() : early;
        if (payments == null || payments.net() == 0 || !reason.from().isBefore(begins)) {
            return finding;
        }
        return finding.settling(new Settlement(new Fen(payments.net()), Fen.ZERO, Fen.ZERO, null));
    }

    private static Finding elsewhere(@Nullable Ground best, Grounds grounds, Policy policy) {
        Finding finding = Finding.of(ELSEWHERE, Kind.ELSEWHERE);
        if (best == null || best.category() == null || policy.treatment().elsewhere() != Treatment.Elsewhere.POST_HOC) {
            return finding;
        }
        Fen paidThere = best.category().split(grounds.tariff()).subsidy();
        return finding.settling(
                new Settlement(Fen.ZERO, paidThere, Fen.ZERO, best.category().code()));
    }

    /** For somebody without cover or subsidy: what makes him one of ours, and whether he may still join. */
    private static Finding place(Grounds grounds, Policy policy, LocalDate on, Trace trace) {
        Waits waits = new Waits(grounds, policy);
        Ground missed = null;
        for (Place place : PLACES) {
            Ground ground = first(grounds, place.kind(), on, trace, place.rule());
            if (ground != null && !waits.open(ground, on)) {
                missed = missed == null ? ground : missed;
            } else if (ground != null) {
                Premium premium = grounds.tariff().premium();
                Payments payments = grounds.payments();
                long paid = payments == null ? 0 : payments.net();
                Fen owed = new Fen(premium.personal().value() - paid);
                return new Finding(new Decision.Owing(premium), place.kind(), null, owed, Settlement.NONE, 0, null);
            }
        }
        if (missed != null) {
            if (trace.listens()) {
                String day = policy.levy().extensionTo().toString();
                trace.note(Rule.WINDOW, true, new Wording("已于 " + day + " 截止", "closed on " + day));
            }
            return Finding.of(WINDOW_CLOSED, missed.kind());
        }
        return first(grounds, Kind.LEFT, on, trace, Rule.LEFT) != null
                ? Finding.of(MOVED_AWAY, Kind.LEFT)
                : Finding.of(NOT_IN_SCOPE, null);
    }

    /** The status that counts among those held. */
    private static @Nullable Ground best(Grounds grounds, LocalDate on, Trace trace) {
        Ground best = null;
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            Ground ground = all.get(i);
            if (ground.category() != null && ground.holds(on) && ground.beats(best, grounds.tariff())) {
                best = ground;
            }
        }
        if (trace.listens()) {
            tellPrecedence(all, best, on, trace);
        }
        return best;
    }

    private static void tellPrecedence(List<Ground> all, @Nullable Ground best, LocalDate on, Trace trace) {
        for (Ground ground : all) {
            Category category = ground.category();
            if (category != null && ground.holds(on)) {
                boolean wins = best != null && category.equals(best.category());
                String zh = category.code() + "，优先级 " + category.priority();
                String en = category.code() + ", priority " + category.priority();
                trace.note(
                        Rule.PRECEDENCE,
                        wins,
                        new Wording(zh + (wins ? "，采用" : "，不叠加"), en + (wins ? ": counts" : ": one subsidy only")));
            }
        }
    }

    static boolean holds(Grounds grounds, String category, LocalDate on) {
        for (Ground ground : grounds.all()) {
            if (ground.category() != null && ground.category().code().equals(category) && ground.holds(on)) {
                return true;
            }
        }
        return false;
    }

    /** The earliest ground of a kind that holds, whatever the order of the facts. */
    private static @Nullable Ground first(Grounds grounds, Kind kind, LocalDate on, Trace trace, Rule rule) {
        Ground first = null;
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            Ground ground = all.get(i);
            if (ground.kind() == kind && ground.holds(on) && (first == null || before(ground, first, trace))) {
                first = ground;
            }
        }
        if (trace.listens()) {
            String where = first == null ? "" : first.fact().evidence();
            trace.note(
                    rule,
                    first != null,
                    first == null ? new Wording("没有依据", "nobody says so") : new Wording("依据 " + where, "by " + where));
        }
        return first;
    }

    /** Which of two equally early grounds is named matters only to who listens. */
    private static boolean before(Ground one, Ground other, Trace trace) {
        int order = one.from().compareTo(other.from());
        return order != 0
                ? order < 0
                : trace.listens()
                        && one.fact().evidence().compareTo(other.fact().evidence()) < 0;
    }
}
