package canbao.policy;

import canbao.model.Fact;
import canbao.model.Wording;
import canbao.policy.Ground.Kind;
import canbao.policy.explain.Trace;
import canbao.policy.explain.Trace.Rule;
import canbao.policy.terms.Category;
import canbao.policy.terms.When;
import java.time.LocalDate;
import java.util.List;

/** Turns statuses of hardship into grounds: which category a word means here, and on which days its conditions are met. */
record Statuses(List<Fact> facts, Policy policy, Traits traits, Trace trace) {
    void note(Fact fact, List<Ground> grounds) {
        List<Category> categories = policy.categories();
        String word = fact.get("category");
        boolean known = false;
        for (int i = 0; i < categories.size(); i++) {
            Category category = categories.get(i);
            if (category.means(fact.feed().agency(), word)) {
                known = true;
                note(fact, category, grounds);
            }
        }
        if (!known && trace.listens()) {
            tell(fact, "本政策没有类别“" + word + "”", "this policy knows no category " + word, false);
        }
    }

    private void note(Fact fact, Category category, List<Ground> grounds) {
        When when = category.when();
        boolean tooOld = category.minorsOnly() && traits.birth() != null && !policy.minor(traits.birth());
        boolean clearedForGood =
                when.uncleared() && cleared(fact) && fact.get("end").isEmpty();
        if (tooOld || clearedForGood || !traits.meets(when)) {
            tell(fact, category, "不符合类别条件", "does not meet the category's conditions", false);
            return;
        }
        Ground ground = new Ground(Kind.HARDSHIP, from(fact, when), to(fact, when), fact, category);
        if (when.disability().isEmpty() || Traits.grade(fact, when)) {
            add(ground, category, grounds);
        } else if (fact.get("disability").isEmpty()) {
            addWhileDisabled(ground, category, grounds);
        } else {
            tell(fact, category, "残疾等级不符", "not the grade of disability that qualifies", false);
        }
    }

    private LocalDate from(Fact fact, When when) {
        LocalDate begin = IsoDay.first(fact, "begin", LocalDate.MIN);
        return when.ageOnTheDay() ? later(begin, traits.from(when)) : begin;
    }

    private LocalDate to(Fact fact, When when) {
        LocalDate end = IsoDay.last(fact, "end", LocalDate.MAX);
        if (when.uncleared() && cleared(fact)) {
            // from the day on which the risk was cleared it is no reason any more
            end = IsoDay.first(fact, "end", LocalDate.MAX).minusDays(1);
        }
        if (!when.ageOnTheDay() || !when.asksAge()) {
            return end;
        }
        return traits.birth() == null ? LocalDate.MIN : earlier(end, traits.to(when));
    }

    /** The grade stands in another source: the status counts on the days of both. */
    private void addWhileDisabled(Ground status, Category category, List<Ground> grounds) {
        for (int i = 0; i < facts.size(); i++) {
            Fact other = facts.get(i);
            if (Traits.grade(other, category.when())) {
                LocalDate from = later(status.from(), IsoDay.first(other, "begin", LocalDate.MIN));
                LocalDate to = earlier(status.to(), IsoDay.last(other, "end", LocalDate.MAX));
                add(new Ground(Kind.HARDSHIP, from, to, status.fact(), category), category, grounds);
            }
        }
    }

    private void add(Ground ground, Category category, List<Ground> grounds) {
        if (ground.to().isBefore(ground.from())) {
            tell(ground.fact(), category, "没有符合的日子", "there is no day on which it holds", false);
        } else if (policy.treatment().tooLate(ground.identified())) {
            tell(ground.fact(), category, "截止日后认定，下一年度起资助", "identified after the cut-off: from next year", false);
        } else {
            if (trace.listens()) {
                tell(ground.fact(), category, "有效期 " + days(ground), "holds " + days(ground), true);
            }
            grounds.add(ground);
        }
    }

    private void tell(Fact fact, Category category, String zh, String en, boolean fired) {
        if (trace.listens()) {
            tell(fact, category.code() + "：" + zh, category.code() + ": " + en, fired);
        }
    }

    private void tell(Fact fact, String zh, String en, boolean fired) {
        trace.note(Rule.STATUS, fired, new Wording(fact.evidence() + " " + zh, fact.evidence() + " " + en));
    }

    private static String days(Ground ground) {
        String from = ground.from().equals(LocalDate.MIN) ? "" : ground.from().toString();
        String to = ground.to().equals(LocalDate.MAX) ? "" : ground.to().toString();
        return from + ".." + to;
    }

    private static boolean cleared(Fact fact) {
        return fact.get("cleared").equals("true");
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return other.isAfter(one) ? other : one;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
