package canbao.cli.year;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A policy file's text for another year: every date outside comments is shifted, everything else is to be checked. */
final class NextYear {
    private static final Pattern DAY = Pattern.compile("(?<![0-9-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9-])");
    private static final Pattern MONTH = Pattern.compile("(?<![0-9-])([0-9]{4})-([0-9]{2})(?![0-9-])");
    private static final String DATE_MARK = "  # 待核对 / check";

    private NextYear() {}

    static String of(String yaml, String name, int from, int to) {
        List<String> lines = new ArrayList<>(List.of(
                "# 草稿：由 " + name + " 按日期推移 " + (to - from) + " 年得出，须逐项核对后才可使用。",
                "# A draft: " + name + " with its dates shifted by " + (to - from) + " year(s). Check before use:",
                "#  1 document: 新年度文件的名称与文号 / the new year's notice",
                "#  2 premium: 个人、财政、合计 / the parts; they must add up",
                "#  3 levy, benefit: 缴费期、延长期、待遇期 / window, extension, days of cover",
                "#  4 categories: 对象、顺序、资助额与下限 / who, in what order, how much, floors",
                "#  5 waiting, funds, products: 等待期、分担、补充保险 / waiting months, who pays, supplements",
                "# 核对后去掉本段，改名为 <统筹区>-<年度>.yaml 放入 config/policies。/ Then drop these lines and move it there."));
        for (String line : yaml.lines().toList()) {
            lines.add(shifted(line, from, to));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String shifted(String line, int from, int to) {
        int hash = comment(line);
        String said = line.substring(0, hash);
        String comment = line.substring(hash);
        if (said.startsWith("coverageYear:")) {
            return "coverageYear: " + to + tail(comment);
        }
        if (said.startsWith("version:")) {
            return "version: 1" + tail(comment);
        }
        if (said.startsWith("document:")) {
            return line + "  # 待核对：仍是 " + from + " 年度的文件 / still the notice of " + from;
        }
        String moved = months(days(said, to - from), to - from);
        return moved.equals(said) ? line : moved.stripTrailing() + tail(comment) + DATE_MARK;
    }

    private static String tail(String comment) {
        return comment.isEmpty() ? "" : "  " + comment;
    }

    /** Where a comment begins; a hash within a word or within quotes begins none. */
    private static int comment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return i;
            }
        }
        return line.length();
    }

    /** The last of February stays the last of February. */
    private static String days(String text, int years) {
        return DAY.matcher(text).replaceAll(found -> {
            LocalDate day = LocalDate.parse(found.group());
            boolean last = day.getMonthValue() == 2 && day.getDayOfMonth() == day.lengthOfMonth();
            LocalDate moved = day.plusYears(years);
            return (last ? moved.withDayOfMonth(moved.lengthOfMonth()) : moved).toString();
        });
    }

    private static String months(String text, int years) {
        return MONTH.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        YearMonth.parse(found.group()).plusYears(years).toString()));
    }
}
