package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.contract.RowRule;
import canbao.feed.contract.RowRule.Check;
import canbao.feed.contract.RowRule.Order;
import canbao.feed.field.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A contract's rules between columns, made ready for rows of spelt values. Not thread-safe. */
final class RowRules {
    private static final int CITIZEN = 18;

    private final Contract contract;
    private final int certificate;
    private final List<Ready> rules = new ArrayList<>();

    private record Ready(RowRule rule, @Nullable Predicate<String[]> when, Predicate<String[]> check) {}

    RowRules(Contract contract, int certificate) {
        this.contract = contract;
        this.certificate = certificate;
        for (RowRule rule : contract.checks().rules()) {
            Check when = rule.when();
            rules.add(new Ready(rule, when == null ? null : ready(when, false), ready(rule.check(), true)));
        }
    }

    /** The first rule that a row breaks, or null. */
    @Nullable
    RowRule broken(String[] spelt) {
        for (Ready each : rules) {
            if ((each.when == null || each.when.test(spelt)) && !each.check.test(spelt)) {
                return each.rule;
            }
        }
        return null;
    }

    /** @param blank what comes of a check that needs a value which is blank: a rule holds then, a condition does not */
    private Predicate<String[]> ready(Check check, boolean blank) {
        return switch (check) {
            case Check.Required c -> all(c.columns(), true);
            case Check.Forbidden c -> all(c.columns(), false);
            case Check.AtLeastOneOf c -> {
                Predicate<String[]> none = all(c.columns(), false);
                yield spelt -> !none.test(spelt);
            }
            case Check.In c -> {
                int at = contract.position(c.column());
                yield spelt -> spelt[at].isEmpty() ? blank : c.values().contains(spelt[at]);
            }
            case Check.Matches c -> matches(contract.position(c.column()), c.pattern(), blank);
            case Check.Ordered c -> ordered(c, blank);
            case Check.SumsTo c -> sumsTo(c, blank);
            case Check.BirthMatchesCertificate c -> birth(contract.position(c.birth()));
            case Check.SexMatchesCertificate c -> sex(contract.position(c.sex()));
        };
    }

    private Predicate<String[]> all(List<String> names, boolean filled) {
        int[] columns = names.stream().mapToInt(contract::position).toArray();
        return spelt -> {
            for (int column : columns) {
                if (spelt[column].isEmpty() == filled) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<String[]> matches(int at, Pattern pattern, boolean blank) {
        Matcher matcher = pattern.matcher("");
        return spelt -> spelt[at].isEmpty() ? blank : matcher.reset(spelt[at]).matches();
    }

    private Predicate<String[]> ordered(Check.Ordered check, boolean blank) {
        int left = contract.position(check.left());
        int right = contract.position(check.right());
        Order order = check.order();
        ColumnType type = contract.columns().get(left).type();
        boolean numbers = type == ColumnType.YUAN || type == ColumnType.INTEGER;
        return spelt -> (spelt[left].isEmpty() || spelt[right].isEmpty())
                ? blank
                : order.holds(
                        numbers
                                ? Long.compare(Long.parseLong(spelt[left]), Long.parseLong(spelt[right]))
                                : days(spelt[left], spelt[right]));
    }

    /** Compares to the precision of the coarser: a day of a month is neither before nor after that month. */
    private static int days(String left, String right) {
        int length = Math.min(left.length(), right.length());
        return left.substring(0, length).compareTo(right.substring(0, length));
    }

    private Predicate<String[]> sumsTo(Check.SumsTo check, boolean blank) {
        int total = contract.position(check.total());
        int[] parts = check.parts().stream().mapToInt(contract::position).toArray();
        return spelt -> {
            long sum = 0;
            for (int part : parts) {
                sum += spelt[part].isEmpty() ? 0 : Long.parseLong(spelt[part]);
            }
            return spelt[total].isEmpty() ? blank : sum == Long.parseLong(spelt[total]);
        };
    }

    private Predicate<String[]> birth(int at) {
        return spelt -> {
            String number = spelt[certificate];
            String birth = spelt[at];
            return birth.isEmpty()
                    || number.length() != CITIZEN
                    || (number.startsWith(birth.substring(0, 4), 6)
                            && number.startsWith(birth.substring(5, 7), 10)
                            && number.startsWith(birth.substring(8), 12));
        };
    }

    private Predicate<String[]> sex(int at) {
        return spelt -> {
            String number = spelt[certificate];
            boolean male = number.length() == CITIZEN && (number.charAt(16) & 1) == 1;
            return switch (number.length() == CITIZEN ? spelt[at] : "") {
                case "1", "男" -> male;
                case "2", "女" -> !male;
                default -> true;
            };
        };
    }
}
