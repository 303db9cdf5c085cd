package canbao.feed.read;

import static canbao.feed.read.Samples.A;
import static canbao.feed.read.Samples.B;
import static canbao.feed.read.Samples.HEADER;
import static canbao.feed.read.Samples.HEADS;
import static canbao.feed.read.Samples.PUPIL;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBatchesTest {
    private static final Contract HARDSHIP = Feeds.contract("civil-affairs/hardship");
    private static final Contract ROSTER = Feeds.contract("education/roster");
    private static final Contract PAYMENTS = Feeds.contract("tax/payments");

    @Test
    void a_good_batch_is_not_refused() {
        Feeds.Read read = Feeds.read(HARDSHIP, HEADER + A + B);
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(2).allMatch(Claim.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"civil-affairs/hardship", "education/roster", "tax/payments"})
    void nothing_at_all_is_refused(String feed) {
        assertThat(Feeds.read(Feeds.contract(feed), new byte[0]).refusedBy()).isEqualTo("EMPTY");
    }

    @Test
    void blank_lines_only_are_nothing_at_all() {
        assertThat(Feeds.read(HARDSHIP, "\r\n  \r\n").refusedBy()).isEqualTo("EMPTY");
        assertThat(Feeds.read(PAYMENTS, "\n \n").refusedBy()).isEqualTo("EMPTY");
    }

    @Test
    void a_header_without_rows_is_too_few() throws IOException {
        assertThat(Feeds.read(HARDSHIP, HEADER).refusedBy()).isEqualTo("TOO_FEW_ROWS");
        assertThat(Feeds.read(ROSTER, Samples.sheet(List.of(HEADS))).refusedBy())
                .isEqualTo("TOO_FEW_ROWS");
    }

    @Test
    void rows_without_a_header_are_refused_and_not_quoted() throws IOException {
        Refusal refusal = Feeds.read(HARDSHIP, A + B).refusal().orElseThrow();
        assertThat(refusal.rule()).isEqualTo("NO_HEADER");
        assertThat(refusal.toString()).doesNotContain("张三", "330302201509019019");
        assertThat(Feeds.read(ROSTER, Samples.sheet(List.of(PUPIL, PUPIL))).refusedBy())
                .isEqualTo("NO_HEADER");
    }

    @Test
    void unknown_missing_and_repeated_columns_are_refused_with_the_agreed_ones() {
        Refusal unknown = Feeds.read(HARDSHIP, HEADER.replace("\n", ",备注\n") + A)
                .refusal()
                .orElseThrow();
        assertThat(unknown)
                .extracting(Refusal::rule, Refusal::place)
                .containsExactly("UNKNOWN_COLUMN", "line 1, column 10");
        assertThat(unknown.fix()).contains("身份证件号码、姓名、救助类型");
        assertThat(Feeds.read(HARDSHIP, HEADER.replace("终止年月,", "") + A).refusedBy())
                .isEqualTo("MISSING_COLUMN");
        assertThat(Feeds.read(HARDSHIP, HEADER.replace("终止年月", "起始年月") + A).refusedBy())
                .isEqualTo("DUPLICATE_COLUMN");
    }

    @Test
    void unknown_columns_are_passed_over_where_the_contract_says_so() {
        Contract lenient =
                Feeds.contract("civil-affairs/hardship", "mode: snapshot", "mode: snapshot\nunknownColumns: ignore");
        Feeds.Read read = Feeds.read(lenient, HEADER.replace("\n", ",备注\n") + A.replace("\n", ",随便\n"));
        assertThat(read.refusal()).isEmpty();
        assertThat(((Claim) read.rows().getFirst()).attributes()).doesNotContain("随便");
    }

    @Test
    void one_blank_certificate_refuses_the_list_but_a_blank_line_does_not() {
        assertThat(Feeds.read(HARDSHIP, HEADER + A + B.replace("34100319680315902X", " "))
                        .refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("BLANK_KEY", "line 3, column certificate"));
        assertThat(Feeds.read(HARDSHIP, HEADER + A + ",,,,,,,,\n\n" + B).rows()).hasSize(2);
    }

    @Test
    void a_blank_key_is_a_rejection_where_the_contract_holds() {
        Contract hold = Feeds.contract("civil-affairs/hardship", "blankKey: refuse", "blankKey: hold");
        Feeds.Read read = Feeds.read(hold, HEADER + (A + B).repeat(10) + B.replace("34100319680315902X", " "));
        assertThat(read.refusal()).isEmpty();
        assertThat((Rejection) read.rows().getLast())
                .extracting(Rejection::rule, Rejection::rowKey)
                .containsExactly("REQUIRED", null);
    }

    @Test
    void too_many_rows_bytes_and_rejections_are_refused() {
        assertThat(Feeds.read(Feeds.contract("civil-affairs/hardship", "maxRows: 500000", "maxRows: 1"), HEADER + A + B)
                        .refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("TOO_MANY_ROWS", "line 3"));
        assertThat(Feeds.read(
                                Feeds.contract("civil-affairs/hardship", "maxBytes: 200000000", "maxBytes: 100"),
                                HEADER + A)
                        .refusedBy())
                .isEqualTo("TOO_MANY_BYTES");
        assertThat(Feeds.read(HARDSHIP, HEADER + A + B.replace("202401", "2024"))
                        .refusedBy())
                .isEqualTo("TOO_MANY_REJECTED");
    }

    @Test
    void neither_column_order_in_the_file_nor_spelling_changes_key_or_hash() {
        Claim plain = only(Feeds.read(HARDSHIP, HEADER + A));
        Claim other = only(Feeds.read(HARDSHIP, """
                联系电话 ,终止年月,起始年月,＊行政区划,户编号,残疾等级,救助类型,姓 名,身份证号
                +86 138 0577 0001,,202401,330302033,H-1,, 110 ,张　三,３３０３０２２０１５０９０１９０１９
                """));
        assertThat(other.rowKey()).isEqualTo(plain.rowKey());
        assertThat(other.contentHash()).isEqualTo(plain.contentHash());
        assertThat(other.attributes()).isEqualTo(plain.attributes());
        assertThat(plain.rowKey()).isEqualTo(Feeds.KEYS.key("01", "330302201509019019"));
        assertThat(plain.sighting().certificateKey()).isEqualTo(plain.rowKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"张四", "13805770009", "202402", "H-2", "农村特困"})
    void every_changed_value_changes_the_hash_and_not_the_key(String value) {
        String changed = switch (value) {
            case "张四" -> A.replace("张三", value);
            case "202402" -> A.replace("202401", value);
            case "H-2" -> A.replace("H-1", value);
            case "农村特困" -> A.replace("城市低保", value);
            default -> A.replace("13805770001", value);
        };
        Claim before = only(Feeds.read(HARDSHIP, HEADER + A));
        Claim after = only(Feeds.read(HARDSHIP, HEADER + changed));
        assertThat(after.rowKey()).isEqualTo(before.rowKey());
        assertThat(after.contentHash()).isNotEqualTo(before.contentHash());
    }

    @Test
    void claims_and_rejections_print_no_personal_data() {
        Feeds.Read read = Feeds.read(
                Feeds.contract("civil-affairs/hardship", "maxRejectShare: 0.1", "maxRejectShare: 1"),
                HEADER + A + A.replace("城市低保", "张三") + A.replace("330302201509019019", "330302201509019018"));
        assertThat(read.rows().getFirst().toString()).doesNotContain("张三", "330302201509019019", "13805770001");
        assertThat(read.rows().stream().filter(Rejection.class::isInstance).map(row -> ((Rejection) row).maskedValue()))
                .containsExactly("**", "330*************18");
    }

    private static Claim only(Feeds.Read read) {
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(1);
        RowResult row = read.rows().getFirst();
        return (Claim) row;
    }
}
