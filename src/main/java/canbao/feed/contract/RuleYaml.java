package canbao.feed.contract;

import canbao.feed.contract.RowRule.Check;
import canbao.feed.contract.RowRule.Order;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Form;
import canbao.io.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@code rules:}; every check is a key with its columns, nothing is an expression. */
final class RuleYaml {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{2,40}");
    private static final String KNOWN =
            "required, forbidden, atLeastOneOf, in, matches, before, notAfter, after, notBefore, sumsTo, birthMatchesCertificate, sexMatchesCertificate";
    private static final Set<ColumnType> NUMBERS = EnumSet.of(ColumnType.YUAN, ColumnType.INTEGER);
    private static final Set<ColumnType> DAYS = EnumSet.of(ColumnType.DATE, ColumnType.BIRTH);
    private static final Check NEVER_FAILS = new Check.Required(List.of());

    private final Map<String, Column> columns = new HashMap<>();

    private RuleYaml(List<Column> columns) {
        columns.forEach(column -> this.columns.put(column.name(), column));
    }

    static List<RowRule> read(YamlNode contract, List<Column> columns) {
        RuleYaml reader = new RuleYaml(columns);
        List<RowRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode yaml : contract.children("rules")) {
            RowRule rule = reader.rule(yaml);
            if (!names.add(rule.rule())) {
                yaml.problem("rule", "two rules are called " + rule.rule(), "rename one of them");
            }
            rules.add(rule);
        }
        return rules;
    }

    private RowRule rule(YamlNode yaml) {
        String name = yaml.text("rule");
        if (!NAME.matcher(name).matches()) {
            yaml.problem("rule", "must be upper case with underscores", "write such as END_AFTER_BEGIN");
        }
        Check when = yaml.has("when") ? check(yaml.child("when")) : null;
        YamlNode checked = yaml.child("check");
        Check check = check(checked);
        YamlNode fix = yaml.child("fix");
        String words = fix.text("zh") + " / " + fix.text("en");
        fix.done();
        String column = yaml.text("column", named(check));
        known(yaml, "column", column);
        yaml.done();
        return new RowRule(name, when, check, column, words);
    }

    private Check check(YamlNode yaml) {
        if (yaml.keys().size() != 1) {
            yaml.problem("", "must have exactly one check", "known checks: " + KNOWN);
            return NEVER_FAILS;
        }
        String key = yaml.keys().iterator().next();
        return switch (key) {
            case "required" -> new Check.Required(known(yaml, key));
            case "forbidden" -> new Check.Forbidden(known(yaml, key));
            case "atLeastOneOf" -> new Check.AtLeastOneOf(known(yaml, key));
            case "in" -> in(yaml.child(key));
            case "matches" -> matches(yaml.child(key));
            case "before" -> ordered(yaml, key, Order.BEFORE);
            case "notAfter" -> ordered(yaml, key, Order.NOT_AFTER);
            case "after" -> ordered(yaml, key, Order.AFTER);
            case "notBefore" -> ordered(yaml, key, Order.NOT_BEFORE);
            case "sumsTo" -> sumsTo(yaml.child(key));
            case "birthMatchesCertificate" -> new Check.BirthMatchesCertificate(of(yaml, key, DAYS));
            case "sexMatchesCertificate" ->
                new Check.SexMatchesCertificate(of(yaml, key, EnumSet.of(ColumnType.CODE, ColumnType.TEXT)));
            default -> {
                yaml.problem(key, "unknown check", "known checks: " + KNOWN);
                yield NEVER_FAILS;
            }
        };
    }

    private Check in(YamlNode yaml) {
        String column = only(yaml);
        List<String> values = yaml.texts(column);
        Column coded = columns.get(column);
        if (coded != null
                && coded.form() instanceof Form.Coded form
                && !form.codes().canonical().containsAll(values)) {
            yaml.problem(
                    column,
                    "not all are words of the column's list",
                    "use " + form.codes().canonical());
        }
        return new Check.In(column, values);
    }

    private Check matches(YamlNode yaml) {
        String column = only(yaml);
        try {
            return new Check.Matches(column, Pattern.compile(yaml.text(column)));
        } catch (PatternSyntaxException e) {
            yaml.problem(column, "not a regular expression: " + e.getDescription(), "correct the pattern");
            return NEVER_FAILS;
        }
    }

    private Check ordered(YamlNode yaml, String key, Order order) {
        List<String> two = known(yaml, key);
        if (two.size() != 2) {
            yaml.problem(key, "compares two columns", "write [end, begin]");
            return NEVER_FAILS;
        }
        if (!comparable(columns.get(two.get(0)), columns.get(two.get(1)))) {
            yaml.problem(key, "these columns cannot be compared", "take two amounts, numbers, dates, months or times");
        }
        return new Check.Ordered(two.get(0), order, two.get(1));
    }

    private static boolean comparable(@Nullable Column left, @Nullable Column right) {
        if (left == null || right == null) {
            return true;
        }
        Set<ColumnType> days = EnumSet.of(ColumnType.DATE, ColumnType.BIRTH, ColumnType.TIME, ColumnType.MONTH);
        return (NUMBERS.contains(left.type()) && left.type() == right.type())
                || (days.contains(left.type()) && days.contains(right.type()));
    }

    private Check sumsTo(YamlNode yaml) {
        String total = of(yaml, "total", NUMBERS);
        List<String> parts = known(yaml, "of");
        yaml.done();
        for (String part : parts) {
            if (columns.containsKey(part)
                    && columns.containsKey(total)
                    && columns.get(part).type() != columns.get(total).type()) {
                yaml.problem("of", part + " is not of the total's type", "add up columns of one type");
            }
        }
        return new Check.SumsTo(total, parts);
    }

    private String only(YamlNode yaml) {
        if (yaml.keys().size() != 1) {
            yaml.problem("", "must name exactly one column", "write {column: …}");
            return "";
        }
        String column = yaml.keys().iterator().next();
        known(yaml, column, column);
        return column;
    }

    private String of(YamlNode yaml, String key, Set<ColumnType> types) {
        String name = yaml.text(key);
        known(yaml, key, name);
        Column column = columns.get(name);
        if (column != null && !types.contains(column.type())) {
            String names = types.toString().toLowerCase(Locale.ROOT);
            yaml.problem(key, name + " must be of a type among " + names, "name another column");
        }
        return name;
    }

    private List<String> known(YamlNode yaml, String key) {
        List<String> names = yaml.texts(key);
        if (names.isEmpty()) {
            yaml.problem(key, "names no column", "write [column, …]");
        }
        names.forEach(name -> known(yaml, key, name));
        return names;
    }

    private void known(YamlNode yaml, String key, String name) {
        if (!columns.containsKey(name)) {
            yaml.problem(key, "no column " + name, "name a column of this contract");
        }
    }

    private static String named(Check check) {
        return switch (check) {
            case Check.Required c -> c.columns().isEmpty() ? "" : c.columns().getFirst();
            case Check.Forbidden c -> c.columns().isEmpty() ? "" : c.columns().getFirst();
            case Check.AtLeastOneOf c ->
                c.columns().isEmpty() ? "" : c.columns().getFirst();
            case Check.In c -> c.column();
            case Check.Matches c -> c.column();
            case Check.Ordered c -> c.left();
            case Check.SumsTo c -> c.total();
            case Check.BirthMatchesCertificate c -> c.birth();
            case Check.SexMatchesCertificate c -> c.sex();
        };
    }
}
