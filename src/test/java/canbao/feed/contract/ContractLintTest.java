package canbao.feed.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.feed.read.Feeds;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractLintTest {
    private static final String HARDSHIP = "civil-affairs/hardship";

    @Test
    void the_contracts_of_every_agency_have_no_problem() {
        Problems problems = new Problems();
        ContractCatalogue catalogue = ContractCatalogue.load(Feeds.CONFIG, problems);

        assertThat(problems.found()).isEmpty();
        assertThat(catalogue.all())
                .extracting(contract -> contract.feed().toString())
                .containsExactlyInAnyOrder(
                        "agriculture/monitored",
                        "civil-affairs/hardship",
                        "civil-affairs/households",
                        "civil-affairs/register",
                        "civil-affairs/visits",
                        "disabled-federation/certificates",
                        "education/roster",
                        "education/students",
                        "education/university",
                        "health/deaths",
                        "insurer/answers",
                        "insurer/costs",
                        "insurer/coverage",
                        "insurer/insured",
                        "insurer/levies",
                        "police/floating",
                        "police/households",
                        "police/population",
                        "police/residents",
                        "tax/answers",
                        "tax/debits",
                        "tax/levies",
                        "tax/payments",
                        "township/reasons");
    }

    @Test
    void a_contract_says_what_its_file_says() {
        Contract contract = Feeds.contract(HARDSHIP);

        assertThat(contract.kind()).isEqualTo(FactKind.HARDSHIP);
        assertThat(contract.mode()).isEqualTo(Mode.SNAPSHOT);
        assertThat(contract.terms().retention()).isEqualTo(Period.ofYears(3));
        assertThat(contract.limits().blankKey()).isEqualTo(Contract.BlankKey.REFUSE);
        assertThat(contract.limits().maxWithdrawShare()).isEqualTo(0.05);
        assertThat(String.valueOf(contract.delivery().format().charset())).isEqualTo("GB18030");
    }

    @Test
    void the_date_of_a_list_is_in_its_file_name() {
        Contract.AsOf asOf = Feeds.contract(HARDSHIP).delivery().asOf();

        assertThat(asOf.of("hardship-20250131.csv")).contains(LocalDate.of(2025, 1, 31));
        assertThat(asOf.of("hardship-20250132.csv")).isEmpty();
        assertThat(asOf.of("hardship.csv")).isEmpty();
        assertThat(Feeds.contract("education/roster").delivery().asOf().of("roster-3133000012-20250301.xlsx"))
                .contains(LocalDate.of(2025, 3, 1));
        assertThat(Feeds.contract("tax/payments").delivery().asOf().of("20250131"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: 1|version: 0|version: must be 1 or more",
                "feed: civil-affairs/hardship|feed: Civil Affairs|feed: must be agency/feed",
                "retention: P3Y|retention: 3 years|retention: must be a length of time",
                "sensitivity: sensitive|sensitivity: very|sensitivity: must be one of",
                "kind: hardship|kind: poverty|kind: must be one of",
                "kind: hardship|kind: pupil|columns: a contract of this kind needs the column school",
                "mode: snapshot|mode: full|mode: must be one of",
                "purpose: |purpos: |purpos: unknown key",
                "charset: GB18030|charset: EBCDIC|format.charset: must be one of",
                "delimiter: \",\"|delimiter: \"ab\"|format.delimiter: must be one character",
                "from: file-name|from: moon|asOf.from: must be one of",
                "(?<asOf>|(?<day>|asOf.pattern: has no group for the date",
                "(?<asOf>|(?<asOf|asOf.pattern: not a regular expression",
                "scope: whole|scope: town|scope: no column town",
                "scope: whole|scope: household|scope: column household may be blank",
                "scope: whole|scope: name|scope: a scope is shown in receipts",
                "key: [certificate]|key: []|key: is required",
                "key: [certificate]|key: [id]|key: no column id",
                "key: [certificate]|key: [certificate, phone]|key: column phone may be blank",
                "key: [certificate]|key: [certificate, certificate]|key: names a column twice",
                "key: [certificate]|`versionColumn: area\nkey: [certificate]`|versionColumn: must be of type time or date",
                "type: phone|type: telephone|columns.phone.type: must be one of",
                "type: phone|type: name|columns: two columns of type NAME are the person's",
                "type: phone|type: certificate|columns: exactly one column of type certificate",
                "type: phone|type: birth|columns: the person's date of birth must be called birth",
                "header: [联系电话]|header: [姓名]|columns: two columns are called 姓名",
                "header: [联系电话]|headers: [联系电话]|columns.phone.header: is required",
                "type: phone|`type: phone\n    keep: true`|columns.phone.keep: personal data is never an attribute",
                "type: phone|`type: phone\n    maxLength: 0`|columns.phone.maxLength: must be 1 to",
                "type: phone|`type: phone\n    pattern: x`|columns.phone.pattern: unknown key",
                "`'[0-9A-Za-z-]{1,40}'`|`'[0-9A-Za-z-'`|columns.household.pattern: not a regular expression",
                "codesFile: hardship-category|codesFile: ../hub|columns.category.codesFile: no file",
                "codesFile: hardship-category|required: true|columns.category.codes: a code column needs either",
                "`三级: [\"3\"`|`三级: [\"2\"`|columns.disability.codes: '2' belongs to two words",
                "pattern: yyyyMM|pattern: YYYY-MM|columns.begin.pattern: 'YYYY-MM' is no pattern",
                "blankKey: refuse|blankKey: shrug|batch.blankKey: must be one of",
                "maxRejectShare: 0.1|maxRejectShare: 10|batch.maxRejectShare: must be a share",
                "maxWithdrawShare: 0.05|# none|batch.maxWithdrawShare: a snapshot must say",
                "maxRows: 500000|maxRows: 0|batch.minRows: more than maxRows",
                "maxBytes: 200000000|maxBytes: many|batch.maxBytes: must be a whole number",
            })
    void a_wrong_contract_names_place_and_rule(String text, String replacement, String problem) {
        assertThatThrownBy(() -> Feeds.contract(HARDSHIP, text, replacement.replace("\\n", "\n")))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::toString)
                                .anyMatch(line -> line.matches("test\\.yaml:\\d+: .*") && line.contains(problem)));
    }

    @Test
    void a_snapshot_says_where_its_date_comes_from() {
        assertThatThrownBy(() -> Feeds.contract(HARDSHIP, "asOf:", "aside:"))
                .hasMessageContaining("a snapshot must say where its date comes from");
    }

    @Test
    void a_certificate_type_must_be_a_code_column_that_is_always_filled() {
        assertThatThrownBy(() -> Feeds.contract(
                        "education/roster", "certificateTypeColumn: certificateType", "certificateTypeColumn: grade"))
                .hasMessageContaining("certificateTypeColumn grade is no column of type code");
        assertThatThrownBy(() -> Feeds.contract(
                        "education/roster",
                        "certificateTypeColumn: certificateType",
                        "certificateTypeColumn: certificateType\n    certificateType: \"01\""))
                .hasMessageContaining("the type is given twice");
        assertThatThrownBy(() -> Feeds.contract(
                        "tax/payments", "type: certificate", "type: certificate\n    certificateType: passport"))
                .hasMessageContaining("must be a PSN_CERT_TYPE");
    }

    @Test
    void a_key_that_may_be_blank_needs_a_stand_in() {
        assertThatThrownBy(() -> Feeds.contract("police/population", "type: birth-certificate", "type: text"))
                .hasMessageContaining("column certificate may be blank");
    }

    @Test
    void a_folder_is_read_whole_and_says_which_file_is_wrong(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("contracts"));
        Files.createDirectories(folder.resolve("codes"));
        Files.copy(
                Feeds.CONFIG.resolve("codes/hardship-category.yaml"), folder.resolve("codes/hardship-category.yaml"));
        Files.writeString(folder.resolve("contracts/a.yaml"), Feeds.yaml(HARDSHIP));
        Files.writeString(folder.resolve("contracts/civil-affairs-hardship.yaml"), Feeds.yaml(HARDSHIP));
        Problems problems = new Problems();
        ContractCatalogue catalogue = ContractCatalogue.load(folder, problems);

        assertThat(problems.found())
                .extracting(Problem::file, Problem::rule)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "contracts/a.yaml", "the file must be called civil-affairs-hardship.yaml"),
                        org.assertj.core.groups.Tuple.tuple(
                                "contracts/civil-affairs-hardship.yaml", "this feed has a contract already"));
        assertThat(catalogue.find(FeedId.of("tax/payments"))).isEmpty();
        assertThatThrownBy(() -> catalogue.of(FeedId.of("tax/payments")))
                .hasMessageContaining("add contracts/tax-payments.yaml");
    }

    @Test
    void an_empty_folder_is_a_problem(@TempDir Path folder) {
        Problems problems = new Problems();
        ContractCatalogue.load(folder, problems);
        assertThat(problems.found()).extracting(Problem::rule).isEqualTo(List.of("no contract in this folder"));
    }
}
