package canbao.policy;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Wording;
import canbao.policy.explain.Trace;
import canbao.policy.explain.Trace.Rule;
import canbao.policy.terms.Freshmen;
import canbao.policy.terms.Freshmen.Residence;
import canbao.policy.terms.PersonClass;
import canbao.policy.terms.Span;
import canbao.policy.terms.Tariff;
import canbao.policy.terms.When;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the facts say of the person himself, for a policy's conditions. What nobody says is not true. */
record Traits(List<Fact> facts, Policy policy, @Nullable LocalDate birth) {
    /** The national platform's psn_type of university students. */
    private static final String UNIVERSITY_TYPE = "1404";

    /** Whether everything but the days of a status is as the condition asks; age by the first day of cover. */
    boolean meets(When when) {
        return (when.ageOnTheDay() || meetsAge(when))
                && studies(when)
                && (!when.local() || local())
                && (when.disability().isEmpty() || disabled(when));
    }

    boolean meetsAge(When when) {
        if (!when.asksAge()) {
            return true;
        }
        LocalDate first = policy.benefit().from();
        return birth != null && !from(when).isAfter(first) && !to(when).isBefore(first);
    }

    /** The first day on which he is old enough. */
    LocalDate from(When when) {
        return when.ageMin() == 0 || birth == null ? LocalDate.MIN : birth.plusYears(when.ageMin());
    }

    /** The last day on which he is not too old. */
    LocalDate to(When when) {
        return when.ageMax() >= When.AGE_MAX || birth == null
                ? LocalDate.MAX
                : birth.plusYears(when.ageMax() + 1L).minusDays(1);
    }

    /** Whether a fact of a disability names a grade that qualifies. */
    static boolean grade(Fact fact, When when) {
        return fact.kind() == FactKind.HARDSHIP && when.disability().contains(fact.get("disability"));
    }

    private boolean disabled(When when) {
        for (Fact fact : facts) {
            if (grade(fact, when)) {
                return true;
            }
        }
        return false;
    }

    boolean studies(When when) {
        return switch (when.study()) {
            case ANY -> true;
            case PUPIL -> pupil() && !university();
            case UNIVERSITY -> university();
        };
    }

    private boolean pupil() {
        for (Fact fact : facts) {
            if (fact.kind() == FactKind.PUPIL) {
                return true;
            }
        }
        return false;
    }

    private boolean university() {
        for (Fact fact : facts) {
            boolean enrolled =
                    fact.kind() == FactKind.PUPIL && fact.get("stage").equals("大学");
            boolean known =
                    fact.kind() == FactKind.COVERAGE && fact.get("personType").equals(UNIVERSITY_TYPE);
            if (enrolled || known) {
                return true;
            }
        }
        return false;
    }

    /** Whether a register, else the school, else the list of help has the household in the pool area. */
    boolean local() {
        Fact says = householdSaid();
        return says != null && policy.holds(household(says));
    }

    private @Nullable Fact householdSaid() {
        Fact best = null;
        for (Fact fact : facts) {
            best = household(fact).isEmpty() || (best != null && !better(fact, best)) ? best : fact;
        }
        return best;
    }

    /** Whether he is known to come from elsewhere, in an area where such freshmen enrol at home. */
    boolean enrolsAtHome() {
        Freshmen freshmen = policy.freshmen();
        if (freshmen == null || freshmen.householdElsewhere() != Residence.ENROL_AT_HOME) {
            return false;
        }
        Fact says = householdSaid();
        return says != null && !policy.holds(household(says));
    }

    void tellFreshman(boolean goesHome, Trace trace) {
        Freshmen freshmen = policy.freshmen();
        if (freshmen == null) {
            return;
        }
        String from = freshmen.from().toString();
        Wording covered =
                new Wording("集中期内参保的，待遇自 " + from + " 起", "who enrols within the window is covered from " + from);
        Wording home = new Wording("户籍在外地，按本地规定在户籍地参保", "his household is elsewhere: he enrols at home");
        trace.note(Rule.FRESHMAN, !goesHome, goesHome ? home : covered);
    }

    private static String household(Fact fact) {
        return switch (fact.kind()) {
            case REGISTER, HARDSHIP -> fact.get("area");
            case PUPIL -> fact.get("hukou");
            case LIFE_EVENT, COVERAGE, PAYMENT, ANSWER, COST, VISIT, UNPAID_REASON, APPROPRIATION -> "";
        };
    }

    private static int rank(Fact fact) {
        return fact.kind() == FactKind.REGISTER ? 0 : fact.kind() == FactKind.PUPIL ? 1 : 2;
    }

    private static boolean better(Fact one, Fact other) {
        int order = Integer.compare(one.precedence(), other.precedence());
        order = order != 0 ? order : Integer.compare(rank(one), rank(other));
        return order != 0 ? order < 0 : newer(one, other);
    }

    /** A total order, so that the order of facts does not show. */
    private static boolean newer(Fact one, Fact other) {
        int order = other.version().compareTo(one.version());
        order = order != 0 ? order : Long.compare(other.batch(), one.batch());
        order = order != 0 ? order : Integer.compare(one.line(), other.line());
        order = order != 0 ? order : one.evidence().compareTo(other.evidence());
        return order != 0
                ? order < 0
                : one.attributes().toString().compareTo(other.attributes().toString()) < 0;
    }

    /** The tariff of his class in the tier that he chose, or in the class's first tier. */
    Tariff tariff() {
        if (policy.tariffs().size() == 1) {
            return policy.tariffs().getFirst();
        }
        String wanted = tier();
        String personClass = personClass();
        Tariff first = null;
        for (Tariff tariff : policy.tariffs()) {
            boolean his = tariff.personClass() == null || tariff.personClass().equals(personClass);
            if (his && wanted.equals(tariff.tier())) {
                return tariff;
            }
            first = his && first == null ? tariff : first;
        }
        return first == null ? policy.tariffs().getFirst() : first;
    }

    private @Nullable String personClass() {
        for (PersonClass each : policy.classes()) {
            if (meets(each.when())) {
                return each.code();
            }
        }
        return null;
    }

    /** The tier that he chose as the tax bureau knows it, else as the insurer does. */
    private String tier() {
        Fact best = null;
        for (Fact fact : facts) {
            boolean says = !fact.get("tier").isEmpty() && ofTheYear(fact);
            best = says && (best == null || saysTier(fact, best)) ? fact : best;
        }
        return best == null ? "" : best.get("tier");
    }

    private boolean ofTheYear(Fact fact) {
        return switch (fact.kind()) {
            case PAYMENT -> fact.get("year").equals(String.valueOf(policy.coverageYear()));
            case COVERAGE ->
                new Span(IsoDay.first(fact, "begin", LocalDate.MIN), IsoDay.last(fact, "end", LocalDate.MAX))
                        .overlaps(policy.benefit());
            case HARDSHIP, PUPIL, LIFE_EVENT, ANSWER, COST, VISIT, UNPAID_REASON, REGISTER, APPROPRIATION -> false;
        };
    }

    private static boolean saysTier(Fact one, Fact other) {
        int order = Integer.compare(one.precedence(), other.precedence());
        order = order != 0 ? order : Boolean.compare(other.kind() == FactKind.PAYMENT, one.kind() == FactKind.PAYMENT);
        return order != 0 ? order < 0 : newer(one, other);
    }
}
