package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules between columns, ranges and masks, on one small contract. */
class RowRulesTest {
    /** A man, born 1980-01-01. */
    private static final String MAN = "330302198001010019";

    private static final String YAML = """
            feed: town/list
            version: 1
            owner: x
            legalBasis: x
            purpose: x
            sensitivity: sensitive
            retention: P1Y
            kind: register
            mode: delta
            format: {type: json-lines}
            scope: whole
            key: [certificate]
            columns:
              certificate: {header: [id], type: certificate, required: true}
              a: {header: [a], type: date, pattern: yyyyMMdd}
              b: {header: [b], type: month}
              x: {header: [x], type: yuan, mask: none}
              y: {header: [y], type: yuan, mask: all}
              z: {header: [z], type: yuan}
              n: {header: [n], type: integer}
              t: {header: [t], type: text, mask: none}
              s: {header: [s], type: code, codes: {"1": [男], "2": [女]}}
              birth: {header: [birth], type: birth, pattern: yyyyMMdd}
            rules:
              - rule: TESTED
                CHECK
                column: t
                fix: {zh: 改, en: mend}
            batch: {minRows: 0}
            """;

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{required: [t]}|'t':'x'|good",
                "{required: [t]}|'t':' '|bad",
                "{forbidden: [a, b]}|'t':'x'|good",
                "{forbidden: [a, b]}|'b':'202501'|bad",
                "{atLeastOneOf: [a, t]}|'t':'x'|good",
                "{atLeastOneOf: [a, t]}|'b':'202501'|bad",
                "{in: {s: ['2']}}|'s':'女'|good",
                "{in: {s: ['2']}}|'s':'男'|bad",
                "{in: {s: ['2']}}|'t':'x'|good",
                "{matches: {t: '[a-z]+'}}|'t':'ab'|good",
                "{matches: {t: '[a-z]+'}}|'t':'ab1'|bad",
                "{before: [x, y]}|'x':'9.99','y':'10.00'|good",
                "{before: [x, y]}|'x':'10.00','y':'10.00'|bad",
                "{notAfter: [x, y]}|'x':'10.00','y':'10.00'|good",
                "{after: [a, b]}|'a':'20250201','b':'202501'|good",
                "{after: [a, b]}|'a':'20250131','b':'202501'|bad",
                "{notBefore: [a, b]}|'a':'20250101','b':'202501'|good",
                "{notBefore: [a, b]}|'a':'20241231','b':'202501'|bad",
                "{notBefore: [a, b]}|'a':'20241231'|good",
                "{sumsTo: {total: z, of: [x, y]}}|'x':'0.10','y':'0.20','z':'0.3'|good",
                "{sumsTo: {total: z, of: [x, y]}}|'x':'0.10','z':'0.3'|bad",
                "{birthMatchesCertificate: birth}|'birth':'19800101'|good",
                "{birthMatchesCertificate: birth}|'birth':'19800102'|bad",
                "{sexMatchesCertificate: s}|'s':'1'|good",
                "{sexMatchesCertificate: s}|'s':'2'|bad",
            })
    void a_check_holds_or_rejects_the_row_with_its_rule_and_fix(String check, String values, String expected) {
        RowResult row = read("check: " + check, values);
        if (expected.equals("good")) {
            assertThat(row).isInstanceOf(Claim.class);
        } else {
            assertThat(row).isInstanceOfSatisfying(Rejection.class, rejection -> {
                assertThat(rejection.rule()).isEqualTo("TESTED");
                assertThat(rejection.fix()).isEqualTo("改 / mend");
                assertThat(rejection.field()).isEqualTo("t");
                assertThat(rejection.rowKey()).as("protects its key").isNotNull();
            });
        }
    }

    @Test
    void a_rule_with_a_condition_applies_only_where_it_holds() {
        String rule = "when: {in: {s: ['1']}}\n    check: {required: [n]}";
        assertThat(read(rule, "'s':'2'")).isInstanceOf(Claim.class);
        assertThat(read(rule, "'t':'x'")).as("blank meets no condition").isInstanceOf(Claim.class);
        assertThat(read(rule, "'s':'1'")).isInstanceOf(Rejection.class);
        assertThat(read(rule, "'s':'1','n':'3'")).isInstanceOf(Claim.class);
    }

    @ParameterizedTest(name = "{1} within {0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type: yuan, mask: none>{min: 0.01, max: 660.00}|'x':'660.00'|",
                "type: yuan, mask: none>{min: 0.01, max: 660.00}|'x':'660.01'|应在0.01至660.00之间",
                "type: yuan, mask: none>{min: 0.01}|'x':'0'|不应小于或早于0.01",
                "type: integer>{max: 3}|'n':'4'|不应大于或晚于3",
                "type: month>{min: 2025-01, max: today}|'b':'202503'|",
                "type: month>{min: 2025-01, max: today}|'b':'202504'|2025-01至2025-03",
                "type: date, pattern: yyyyMMdd>{min: today-P90D, max: today+P1M}|'a':'20241201'|",
                "type: date, pattern: yyyyMMdd>{min: today-P90D, max: today+P1M}|'a':'20241130'|2024-12-01至2025-04-01",
                "type: date, pattern: yyyyMMdd>{min: today-P90D, max: today+P1M}|'a':'20250401'|",
            })
    void a_range_includes_its_ends_and_names_them(String column, String values, String words) {
        String type = column.substring(0, column.indexOf('>'));
        String yaml = YAML.replace("CHECK", "check: {required: [certificate]}")
                .replaceFirst(type + "}", type + ", range: " + column.substring(column.indexOf('>') + 1) + "}");
        RowResult row = read(Feeds.parse(yaml), values);
        if (words == null) {
            assertThat(row).isInstanceOf(Claim.class);
        } else {
            assertThat(row).isInstanceOfSatisfying(Rejection.class, rejection -> {
                assertThat(rejection.rule()).isEqualTo("OUT_OF_RANGE");
                assertThat(rejection.fix()).contains(words);
            });
        }
    }

    @Test
    void a_contract_says_how_much_of_a_value_is_shown() {
        Contract contract = Feeds.parse(YAML.replace("CHECK", "check: {required: [certificate]}"));
        assertThat(masked(contract, "'x':'六百元'")).isEqualTo("六百元");
        assertThat(masked(contract, "'y':'66.666'")).isEqualTo("******");
        assertThat(masked(contract, "'z':'张三'")).isEqualTo("**");
        Contract text = Feeds.parse(YAML.replace("CHECK", "check: {matches: {t: 'never'}}"));
        assertThat(masked(text, "'t':'桥头13800000001号'"))
                .as("what may be a phone or a certificate is never shown")
                .isEqualTo("桥头***********号");
        assertThat(masked(text, "'t':'" + MAN + "'")).isEqualTo("*".repeat(18));
    }

    private static String masked(Contract contract, String values) {
        return ((Rejection) read(contract, values)).maskedValue();
    }

    private static RowResult read(String rule, String values) {
        return read(Feeds.parse(YAML.replace("CHECK", rule)), values);
    }

    private static RowResult read(Contract contract, String values) {
        List<RowResult> rows = Feeds.read(
                        contract, "{'id':'%s',%s}".formatted(MAN, values).replace('\'', '"'))
                .rows();
        return rows.getFirst();
    }
}
