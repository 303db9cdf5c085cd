package canbao.ledger;

import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.Outcome;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.model.Premium;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we ask of the insurer or the tax bureau because of one entry; its key is (case, ordinal).
 *
 * @param premium the parts of the premium; of a refund the amount, as the personal part
 */
public record Order(
        PersonKey person,
        int coverageYear,
        int product,
        int ordinal,
        Destination destination,
        Action action,
        @Nullable String category,
        Premium premium,
        Edge edge) {
    public enum Destination {
        INSURER,
        TAX
    }

    public enum Action {
        ENROL,
        LEVY,
        CANCEL,
        /** The insurer's identity flag: the one it had ends, the one of the category begins. */
        FLAG,
        /** The tax bureau gives back what was paid. */
        REFUND
    }

    public String key() {
        return Case.orderKey(person, coverageYear, product, ordinal);
    }

    /**
     * What the platforms' codes are made of when an order leaves.
     *
     * @param was the category whose identity flag ends, on {@code wasEnd}
     * @param begin since when he holds the category
     * @param end until when; null while nothing is said of an end
     * @param coverFrom the first day of cover; null for that of the year
     * @param waitingMonths how long benefits are withheld from then on
     */
    public record Edge(
            boolean minor,
            boolean pupil,
            @Nullable String was,
            @Nullable LocalDate wasEnd,
            @Nullable LocalDate begin,
            @Nullable LocalDate end,
            @Nullable LocalDate coverFrom,
            int waitingMonths) {

        static Edge of(Case of) {
            return new Edge(of.minor(), of.pupil(), of.flag(), null, null, null, null, 0);
        }

        /** @param category the one that holds now; its status tells since when and until when */
        static Edge of(
                Outcome outcome, PersonFacts facts, @Nullable String category, @Nullable String was, LocalDate on) {
            Optional<Fact> status = category == null ? Optional.empty() : newest(facts, category);
            return new Edge(
                    outcome.minor(),
                    outcome.pupil(),
                    was,
                    was == null ? null : ended(facts, was, on),
                    status.map(fact -> day(fact.get("begin"), false)).orElse(null),
                    status.map(fact -> day(fact.get("end"), true)).orElse(null),
                    outcome.coverFrom(),
                    outcome.waitingMonths());
        }

        /** The day that its status names, if that has gone by; otherwise yesterday, when it was withdrawn or outranked. */
        private static LocalDate ended(PersonFacts facts, String was, LocalDate on) {
            LocalDate named =
                    newest(facts, was).map(fact -> day(fact.get("end"), true)).orElse(null);
            return named != null && named.isBefore(on) ? named : on.minusDays(1);
        }

        private static Optional<Fact> newest(PersonFacts facts, String category) {
            return facts.facts().stream()
                    .filter(fact -> fact.kind() == FactKind.HARDSHIP)
                    .filter(fact -> fact.get("category").equals(category))
                    .max(Comparator.comparing((Fact fact) -> fact.get("begin")).thenComparing(Fact::evidence));
        }

        /** An ISO day, or a month's first or last one; null for anything else. */
        private static @Nullable LocalDate day(String text, boolean last) {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
            if (text.length() != 7) {
                return null;
            }
            LocalDate first = LocalDate.parse(text + "-01");
            return last ? first.withDayOfMonth(first.lengthOfMonth()) : first;
        }
    }
}
