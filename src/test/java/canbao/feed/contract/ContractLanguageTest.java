package canbao.feed.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.feed.read.Feeds;
import canbao.feed.rhythm.Rhythm;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new user can say in a contract, and what is said back when he errs. */
class ContractLanguageTest {
    private static final Path SAMPLE = Path.of("src/test/resources/contracts/new-user");

    @Test
    void a_federation_s_own_list_is_connected_in_thirty_lines() throws IOException {
        String yaml = Files.readString(SAMPLE.resolve("contract.yaml"));
        assertThat(yaml.lines()).hasSizeLessThanOrEqualTo(30);
        Feeds.Read read = Feeds.read(Feeds.parse(yaml), Files.readAllBytes(SAMPLE.resolve("in.csv")));

        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows().subList(0, 3)).allMatch(Claim.class::isInstance);
        assertThat(read.rows())
                .filteredOn(Claim.class::isInstance)
                .extracting(row -> ((Claim) row).attributes())
                .satisfiesExactly(
                        severe -> assertThat(severe).contains("\"category\":\"重度残疾\"", "\"begin\":\"2020-01-01\""),
                        severe -> assertThat(severe).contains("\"category\":\"重度残疾\""),
                        light -> assertThat(light).doesNotContain("category"));
        assertThat(read.rows().subList(3, 5))
                .extracting(row -> ((Rejection) row).rule())
                .containsExactly("CERTIFICATE_CHECK_DIGIT", "END_AFTER_BEGIN");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tax/levies|max: 2000.00|max: lots|columns.amount.range.max: 'lots' is no bound for type YUAN",
                "tax/levies|min: 0.01|min: 9999|columns.amount.range.min: more than max",
                "tax/levies|`range: {min: 2009-01-01, max: today}`|`range: {max: today-10}`|columns.date.range.max: 'today-10' is no bound",
                "tax/levies|`range: {min: 2009-01-01, max: today}`|`range: {}`|columns.date.range: a range needs min, max or both",
                "tax/levies|part: 1-4|part: 4-1|columns.year.part: must be positions from 1",
                "tax/levies|value: PAID|value: OWED|columns.event.value: does not fit",
                "tax/levies|value: PAID|`value: PAID\n    header: [lx]`|columns.event.value: a constant is not sent",
                "tax/levies|mask: none|mask: some|columns.amount.mask: must be one of",
                "tax/levies|`type: name`|`type: name\n    mask: none`|columns.name.mask: personal data is always masked",
                "tax/levies|column: amount, is|column: name, is|batch.control.sum.column: no column name of type yuan",
                "tax/levies|rows: 2, sum|rows: 1, sum|batch.trailer.rows: must be the number of a cell after",
                "tax/levies|rows: required|rows: perhaps|batch.control.rows: must be one of",
                "tax/levies|every: day|every: moon|rhythm.every: must be one of",
                "tax/levies|at: \"06:00\"|at: dawn|rhythm.at: must be a time",
                "tax/levies|expires: 2028-01-01|expires: soon|catalogue.expires: must be a date",
                "tax/levies|`  expires: 2028-01-01`|`  purpose: 对账`|purpose: is said twice",
                "tax/levies|`  expires: 2028-01-01`|`  ends: 2028-01-01`|catalogue.ends: unknown key",
                "insurer/levies|sumsTo: {total: total|sumsTo: {total: name|rules[0].check.sumsTo.total: name must be of a type among",
                "insurer/levies|sumsTo|addsTo|rules[0].check.addsTo: unknown check",
                "insurer/levies|`notBefore: [end, begin]`|`notBefore: [end, total]`|rules[1].check.notBefore: these columns cannot be compared",
                "insurer/levies|`notBefore: [end, begin]`|`notBefore: [end]`|rules[1].check.notBefore: compares two columns",
                "insurer/levies|`notBefore: [end, begin]`|`notBefore: [end, start]`|rules[1].check.notBefore: no column start",
                "insurer/levies|rule: END_AFTER_BEGIN|rule: end|rules[1].rule: must be upper case",
                "insurer/levies|rule: END_AFTER_BEGIN|rule: TOTAL_DIFFERS|rules[1].rule: two rules are called",
                "insurer/insured|[终止, 无效]|[完了]|rules[0].when.in.status: not all are words",
                "insurer/levies|hardship-category.insurer|hardship-category.moon|columns.category.codesFile: no file codes/hardship-category.moon.yaml",
                "civil-affairs/households|max: 10 |max: 1000 |household.max: must be 1 to 30",
                "civil-affairs/households|count: familySize|count: phone|household.count: must be a column of type integer",
                "civil-affairs/households|name: headName}|relation: headName}|household.head.relation: headName is no shared column of type TEXT",
                "civil-affairs/households|, name: headName}|}|household.head: the head has no name",
                "civil-affairs/households|`person: false              # 户主`|`person: true # `|columns: two columns of type NAME",
                "civil-affairs/households|`household:\n  members`|`rhythms:\n  members`|columns: column certificate is a member's in a contract without household",
            })
    void a_wrong_word_is_told_where_and_how_to_mend_it(String feed, String text, String replacement, String problem) {
        assertThatThrownBy(() -> Feeds.contract(feed, text, replacement))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::toString)
                                .anyMatch(line ->
                                        line.matches("(test|codes/.*)\\.yaml:\\d+: .*") && line.contains(problem)));
    }

    @Test
    void a_rhythm_is_said_in_words() {
        Rhythm rhythm = Feeds.contract("health/deaths").terms().rhythm();
        assertThat(rhythm)
                .isNotNull()
                .extracting(Rhythm::words)
                .isEqualTo("每个工作日18:00前 / every working day before 18:00");
        assertThat(Feeds.contract("tax/payments").terms().rhythm()).isNull();
        assertThat(Feeds.contract("health/deaths", "at: \"18:00\"", "before: \"18:00\"")
                        .terms()
                        .rhythm())
                .as("the former word")
                .isEqualTo(rhythm);
    }

    @Test
    void the_purpose_may_stand_with_the_approval_that_it_is_approved_by() {
        Contract.Terms terms = Feeds.contract("tax/payments").terms();
        String yaml = Feeds.yaml("tax/payments")
                .replace("purpose: " + terms.purpose() + "\n", "")
                .replace("catalogue:\n", "catalogue:\n  purpose: " + terms.purpose() + "\n");
        assertThat(Feeds.parse(yaml).terms()).isEqualTo(terms);
        assertThat(terms.catalogue().missing()).isEmpty();
    }
}
