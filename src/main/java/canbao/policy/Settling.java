package canbao.policy;

import canbao.model.Decision;
import canbao.model.Decision.Cover;
import canbao.model.Fen;
import canbao.model.Outcome.Settlement;
import canbao.model.Premium;
import canbao.model.Wording;
import canbao.policy.Ground.Kind;
import canbao.policy.explain.Trace;
import canbao.policy.explain.Trace.Rule;
import canbao.policy.terms.Category;
import canbao.policy.terms.Tariff;
import canbao.policy.terms.Treatment.AfterPayment;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who pays what, given what was paid already. A part payment buys no cover, so it counts towards his own part or goes back;
 * what was paid after he was identified, or more than once, always goes back.
 */
record Settling(Grounds grounds, Policy policy, Trace trace) {
    private static final long NOTHING = 0;

    /** For somebody who now holds no category; null when nothing that he paid covers him. */
    @Nullable
    Finding unhelped() {
        Payments payments = grounds.payments();
        if (payments == null) {
            return null;
        }
        Premium premium = grounds.tariff().premium();
        long full = premium.personal().value();
        if (payments.net() >= full) {
            tell(Rule.PAID, "已缴 " + new Fen(payments.net()).yuan(), "has paid " + new Fen(payments.net()).yuan());
            return paid(premium, null, payments.reached(full)).settling(refund(payments.net() - full, null));
        }
        Ground earlier = paidUnder(null, payments);
        if (earlier == null || earlier.category() == null) {
            return null;
        }
        Premium reduced = earlier.category().split(grounds.tariff());
        long own = reduced.personal().value();
        tell(Rule.CHANGED, "退出前已按原类别缴清，待遇保留", "had paid his reduced part before the status ended: cover stays");
        return paid(reduced, null, payments.reached(own)).settling(refund(payments.net() - own, null));
    }

    /** For somebody who holds a category. */
    Finding helped(Ground status, Category category) {
        Premium reduced = category.split(grounds.tariff());
        Payments payments = grounds.payments();
        if (payments == null) {
            return subsidised(category, reduced, NOTHING, status.identified());
        }
        Ground earlier = paidUnder(category, payments);
        return earlier == null || earlier.category() == null
                ? identified(status, category, payments)
                : changed(category, earlier.category(), payments);
    }

    private Finding identified(Ground status, Category category, Payments payments) {
        Premium reduced = category.split(grounds.tariff());
        long full = grounds.tariff().premium().personal().value();
        long own = reduced.personal().value();
        long surplus = payments.net() - own;
        LocalDate identified = status.identified();
        long before = Math.min(payments.netBefore(identified), payments.net());
        if (surplus <= 0) {
            return subsidised(category, reduced, payments.net(), identified);
        }
        if (before < full) {
            return subsidised(category, reduced, payments.net(), identified).settling(refund(surplus, null));
        }
        return paidBefore(category, identified, full - own, surplus);
    }

    /** He had bought the whole cover himself before he was identified. */
    private Finding paidBefore(Category category, LocalDate identified, long saved, long surplus) {
        Premium full = grounds.tariff().premium();
        Premium reduced = category.split(grounds.tariff());
        LocalDate reached = reached(full.personal().value());
        Fen twice = new Fen(surplus - saved);
        Fen his = new Fen(saved);
        if (saved > 0) {
            tell(
                    Rule.PAID_BEFORE,
                    policy.treatment().paidBefore() + "，多缴 " + his.yuan(),
                    policy.treatment().paidBefore() + ", not his to pay: " + his.yuan());
        }
        Finding covered = paid(full, category.code(), reached);
        return switch (policy.treatment().paidBefore()) {
            case KEEP -> paid(full, null, reached).settling(refund(twice.value(), null));
            case REFUND_IF_NOT_STARTED ->
                identified.isBefore(policy.benefit().from())
                        ? subsidised(category, reduced, reduced.personal().value() + surplus, identified)
                                .settling(refund(surplus, category.code()))
                        : paid(full, null, reached).settling(refund(twice.value(), null));
            case POST_HOC -> covered.settling(new Settlement(twice, his, Fen.ZERO, category.code()));
            case NEXT_YEAR -> covered.settling(new Settlement(twice, Fen.ZERO, his, category.code()));
        };
    }

    /** He had paid his reduced part under another category: amounts only ever get better, and only if the policy says so. */
    private Finding changed(Category category, Category earlier, Payments payments) {
        Premium then = earlier.split(grounds.tariff());
        Premium now = category.split(grounds.tariff());
        long difference = then.personal().value() - now.personal().value();
        long twice = payments.net() - then.personal().value();
        boolean pays = difference > 0 && policy.treatment().afterPayment() == AfterPayment.DIFFERENCE;
        tell(
                Rule.CHANGED,
                "缴费时类别为 " + earlier.code() + (pays ? "，补差" : "，金额不变"),
                "was " + earlier.code() + " when he paid: " + (pays ? "the difference is paid" : "the amounts stay"));
        LocalDate reached = reached(then.personal().value());
        LocalDate day = reached == null ? LocalDate.MIN : reached;
        if (!pays) {
            return subsidised(category, then, payments.net(), day).settling(refund(twice, null));
        }
        Settlement settlement = new Settlement(new Fen(twice), new Fen(difference), Fen.ZERO, category.code());
        return subsidised(category, now, payments.net(), day).settling(settlement);
    }

    private @Nullable LocalDate reached(long fen) {
        Payments payments = grounds.payments();
        return payments == null ? null : payments.reached(fen);
    }

    /** The status under which he paid a reduced part of his own on a day on which it held; never the category now held. */
    private @Nullable Ground paidUnder(@Nullable Category now, Payments payments) {
        Tariff tariff = grounds.tariff();
        Ground best = null;
        List<Ground> all = grounds.all();
        for (int i = 0; i < all.size(); i++) {
            Category category = all.get(i).category();
            if (category != null && !category.equals(now) && paidFor(all.get(i), category, payments)) {
                best = all.get(i).beats(best, tariff) ? all.get(i) : best;
            }
        }
        return best;
    }

    private boolean paidFor(Ground status, Category category, Payments payments) {
        long own = category.split(grounds.tariff()).personal().value();
        if (own == 0 || own > payments.net()) {
            return false;
        }
        LocalDate day = payments.reached(own);
        return day != null && !day.equals(LocalDate.MIN) && status.holds(day) && !day.isBefore(status.identified());
    }

    private Finding paid(Premium premium, @Nullable String why, @Nullable LocalDate reached) {
        if (why != null) {
            tell(Rule.PAID, "认定前已自行缴清", "had paid everything before he was identified");
        }
        Decision decision = new Decision.Covered(Cover.PAID, premium);
        return new Finding(decision, Kind.PAID, null, Fen.ZERO, Settlement.NONE, 0, reached);
    }

    private static Finding subsidised(Category category, Premium premium, long paid, LocalDate enrolled) {
        Decision decision = new Decision.Subsidised(category.code(), premium);
        Fen owed = new Fen(Math.max(0, premium.personal().value() - paid));
        return new Finding(decision, Kind.HARDSHIP, category, owed, Settlement.NONE, 0, enrolled);
    }

    private static Settlement refund(long fen, @Nullable String category) {
        return fen <= 0 ? Settlement.NONE : new Settlement(new Fen(fen), Fen.ZERO, Fen.ZERO, category);
    }

    private void tell(Rule rule, String zh, String en) {
        if (trace.listens()) {
            trace.note(rule, true, new Wording(zh, en));
        }
    }
}
