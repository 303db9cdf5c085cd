package canbao.feed.change;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.feed.read.Feeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change of the hardship contract, and whether its sender may go on as before. */
class CompatibilityTest {
    private static final String FEED = "civil-affairs/hardship";

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`  phone:\n    header: [联系电话]\n    type: phone\n`|``|breaking: column phone removed",
                "`header: [姓名]\n    type: name\n    required: true`|`header: [姓名]\n    type: name`|compatible: name loosened from is required to may be blank",
                "`header: [户编号]`|`header: [户编号]\n    required: true`|breaking: household tightened from may be blank to is required",
                "`header: [户编号]`|`header: [户编号, 户号]`|compatible: header household as 户号 added",
                "`, 证件号码]`|`]`|breaking: header certificate as 证件号码 removed",
                "`\"3\", 残疾三级`|`残疾三级`|breaking: code disability 3 removed",
                "`[\"4\", 残疾四级]`|`[\"4\", 残疾四级, 肆级]`|compatible: code disability 肆级 added",
                "`\"3\", 残疾三级]\n      四级: [\"4\", `|`残疾三级]\n      四级: [\"3\", \"4\", `|breaking: disability 3 changed from 三级 to 四级",
                "`type: code\n    codesFile: hardship-category`|type: text|compatible: category loosened from CODE to TEXT",
                "`type: text\n    pattern: '[0-9A-Za-z-]{1,40}'`|type: integer|breaking: household tightened from TEXT to INTEGER",
                "`'[0-9A-Za-z-]{1,40}'`|`'[0-9]{1,40}'`|breaking: household pattern tightened",
                "`    pattern: yyyyMM\n    required: true`|`    pattern: [yyyyMM, yyyy-MM]\n    required: true`|compatible: begin pattern loosened",
                "`    pattern: yyyyMM\n    required: true`|`    pattern: yyyyMM\n    required: true\n    range: {max: today}`|breaking: begin range tightened",
                "`key: [certificate]`|`key: [certificate, area]`|breaking: key changed from [certificate] to [certificate, area]",
                "scope: whole|scope: area|breaking: scope changed from the whole feed to area",
                "minRows: 1|minRows: 100|breaking: minRows tightened from 1 to 100",
                "maxRows: 500000|maxRows: 400000|breaking: maxRows tightened from 500000 to 400000",
                "maxRejectShare: 0.1|maxRejectShare: 0.2|compatible: maxRejectShare loosened from 0.1 to 0.2",
                "blankKey: refuse|blankKey: hold|compatible: blankKey loosened",
                "maxRows: 500000|`maxRows: 500000\n  control: {rows: required}`|breaking: control rows required tightened",
                "`columns:`|`rules:\n  - rule: END_AFTER_BEGIN\n    check: {after: [end, begin]}\n    fix: {zh: x, en: y}\ncolumns:`|breaking: rule END_AFTER_BEGIN added",
                "`columns:`|`columns:\n  street:\n    header: [街道]\n    mayBeAbsent: true`|compatible: column street added",
                "`columns:`|`columns:\n  street:\n    header: [街道]`|breaking: column street added, and is demanded",
                "`retention: P3Y`|`retention: P5Y`|compatible, nothing changed for the sender",
            })
    void a_change_is_named_with_its_verdict(String text, String replacement, String verdict) {
        Contract older = Feeds.contract(FEED);
        Contract newer = Feeds.contract(FEED, text, replacement);
        assertThat(Compatibility.words(Compatibility.of(older, newer))).startsWith(verdict);
    }

    @Test
    void a_wider_range_is_compatible_and_a_narrower_one_is_not() {
        List<Contract> ranges = List.of(
                ranged("{min: 1990-01, max: 2030-01}"),
                ranged("{min: 1990-01, max: 2031-01}"),
                ranged("{min: 1990-01}"),
                ranged("{min: today-P1Y}"));
        assertThat(breaking(ranges.get(0), ranges.get(1))).isFalse();
        assertThat(breaking(ranges.get(1), ranges.get(2))).isFalse();
        assertThat(breaking(ranges.get(1), ranges.get(0))).isTrue();
        assertThat(breaking(ranges.get(2), ranges.get(0))).isTrue();
        assertThat(breaking(ranges.get(2), ranges.get(3))).isTrue();
    }

    private static boolean breaking(Contract older, Contract newer) {
        return Compatibility.breaking(Compatibility.of(older, newer));
    }

    private static Contract ranged(String range) {
        return Feeds.contract(
                FEED,
                "    pattern: yyyyMM\n    required: true",
                "    pattern: yyyyMM\n    required: true\n    range: " + range);
    }
}
