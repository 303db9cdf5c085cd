package canbao.sim.district;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of civil affairs' hardship list.
 *
 * @param wording how the category is spelt, see {@link Category#sent}
 * @param end null for no end
 */
record Claimant(
        Person person,
        Category category,
        int wording,
        String household,
        YearMonth begin,
        @Nullable YearMonth end) {
    /** The hardship categories that civil affairs sends, in the words in which it sends them. */
    enum Category {
        DESTITUTE(true, "城市特困 农村特困 131 132"),
        MINIMUM(true, "城市低保 农村低保 110 120"),
        MARGINAL(true, "低保边缘户 低保边缘户 600 600"),
        ILLNESS(true, "因病致贫家庭"),
        ORPHAN(false, "孤儿"),
        UNATTENDED(false, "事实无人抚养儿童"),
        DISTRESSED(false, "困境儿童"),
        DISABLED(false, "重度残疾(一级) 重度残疾(二级) 重度残疾（一级） 重度残疾（二级）");

        static final List<Category> RESCUED = List.of(DESTITUTE, MINIMUM, MARGINAL, ILLNESS);
        static final List<Category> OTHER = List.of(ORPHAN, UNATTENDED, DISTRESSED, DISABLED);

        private final boolean rescued;
        private final String words;

        Category(boolean rescued, String words) {
            this.rescued = rescued;
            this.words = words;
        }

        boolean rescued() {
            return rescued;
        }

        /** @param wording 0 urban, 1 rural; 2 and 3 are other spellings of exactly the same */
        String sent(int wording) {
            String[] spellings = words.split(" ", -1);
            return spellings[wording % spellings.length];
        }

        String disability(int wording) {
            if (this != DISABLED) {
                return "";
            }
            return wording % 2 == 0 ? "一级" : "二级";
        }

        Category next() {
            return RESCUED.get((RESCUED.indexOf(this) + 1) % RESCUED.size());
        }
    }

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

    Claimant withName(String name) {
        return new Claimant(person.withName(name), category, wording, household, begin, end);
    }

    Claimant begunIn(YearMonth month) {
        return new Claimant(person, category, wording, household, month, end);
    }

    Claimant changed() {
        return new Claimant(person, category.next(), wording, household, begin, end);
    }

    /** The same statement in other letters: nobody has changed. */
    Claimant respelt() {
        return new Claimant(person, category, (wording + 2) % 4, household, begin, end);
    }

    String[] fields() {
        return new String[] {
            person.certificate(),
            person.name(),
            category.sent(wording),
            category.disability(wording),
            household,
            People.LOCAL,
            begin.format(MONTH),
            end == null ? "" : end.format(MONTH),
            person.phone()
        };
    }

    @Override
    public String toString() {
        return "Claimant[…]";
    }
}
