package canbao.policy.whatif;

import java.util.List;

/**
 * What a draft would change in all: people and money of all products together, and of each.
 *
 * @param changeFen of what is paid for people; negative when the draft costs less
 * @param categories people and subsidy by the category they hold before and after
 * @param towns the same by town; the line without a name is of people whose town nobody says
 * @param products in order of their numbers
 */
public record Totals(
        Counts people,
        Money before,
        Money after,
        long changeFen,
        List<Line> categories,
        List<Line> towns,
        List<OfProduct> products) {
    public Totals {
        categories = List.copyOf(categories);
        towns = List.copyOf(towns);
        products = List.copyOf(products);
    }

    /**
     * The same of one product, such as 390, 410 or a supplement: the money of all products adds up to that of all.
     *
     * @param people {@code decided} is those for whom one of the two policies has something of this product
     */
    public record OfProduct(
            int product,
            Counts people,
            Money before,
            Money after,
            long changeFen,
            List<Line> categories,
            List<Line> towns) {
        public OfProduct {
            categories = List.copyOf(categories);
            towns = List.copyOf(towns);
        }
    }

    /** People by what the draft would change for them; {@code decided} is all of them. */
    public record Counts(long decided, long gain, long lose, long more, long less, long other, long same) {}

    /** Sums in fen of what is paid for people, by themselves, and from fiscal funds. */
    public record Money(long subsidyFen, long ownFen, long fiscalFen) {}

    /** One category or town; {@code peopleBefore} and {@code peopleAfter} are those for whom something is paid. */
    public record Line(
            String name,
            long gain,
            long lose,
            long more,
            long less,
            long other,
            long peopleBefore,
            long peopleAfter,
            long subsidyBeforeFen,
            long subsidyAfterFen,
            long changeFen) {}
}
