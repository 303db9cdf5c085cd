package canbao.runtime.scenario;

import canbao.io.yaml.YamlNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** People that nobody is, with valid check digits, and civil affairs' list of many of them. */
final class MadeUp {
    static final String HEADER = "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int A_DAY = 500;

    private MadeUp() {}

    /** The number of the nth who was born on a day. */
    static String number(LocalDate birth, int n) {
        String body = "330302" + DateTimeFormatter.BASIC_ISO_DATE.format(birth) + "%03d".formatted(n);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (body.charAt(i) - '0');
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    /** Rows for {@code people}, {@code category} and {@code born} of each group, from that day on, some each day. */
    static String rows(List<YamlNode> groups) {
        StringBuilder rows = new StringBuilder();
        for (YamlNode group : groups) {
            int people = group.integer("people");
            String category = group.text("category");
            LocalDate born = group.date("born");
            for (int n = 0; n < people; n++) {
                rows.append(number(born.plusDays(n / A_DAY), 500 + n % A_DAY))
                        .append(",受助人,")
                        .append(category)
                        .append(",,,330302,202401,,\n");
            }
        }
        return rows.toString();
    }
}
