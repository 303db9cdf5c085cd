package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBatchesTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Contract HARDSHIP = Feeds.contract("civil-affairs/hardship");
    private static final Contract ROSTER = Feeds.contract("education/roster");
    private static final Contract PAYMENTS = Feeds.contract("tax/payments");
    private static final String HEADER = "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n";
    private static final String A = "330302201509019019,张三,城市低保,,H-1,330302033,202401,,13805770001\n";
    private static final String B = "34100319680315902X,李四,农村特困,,H-2,330302033,202401,,13805770002\n";
    private static final List<String> HEADS = List.of(
            "学校标识码", "学校名称", "姓名", "出生日期", "身份证件类型", "身份证件号", "学籍号", "年级", "班级", "户口所在地", "是否随迁子女", "监护人姓名", "监护人联系电话");
    private static final List<String> PUPIL = List.of(
            "3133000012",
            "鞋都第三小学",
            "张三",
            "20150901",
            "居民身份证",
            "330302201509019019",
            "",
            "四年级",
            "1班",
            "341003",
            "是",
            "张大",
            "13805770001");

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
        assertThat(Feeds.read(ROSTER, sheet(List.of(HEADS))).refusedBy()).isEqualTo("TOO_FEW_ROWS");
    }

    @Test
    void rows_without_a_header_are_refused_and_not_quoted() throws IOException {
        Refusal refusal = Feeds.read(HARDSHIP, A + B).refusal().orElseThrow();
        assertThat(refusal.rule()).isEqualTo("NO_HEADER");
        assertThat(refusal.toString()).doesNotContain("张三", "330302201509019019");
        assertThat(Feeds.read(ROSTER, sheet(List.of(PUPIL, PUPIL))).refusedBy()).isEqualTo("NO_HEADER");
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
    void another_encoding_is_named() {
        byte[] utf8 = (HEADER + A).getBytes(StandardCharsets.UTF_8);
        Refusal refusal = Feeds.read(HARDSHIP, utf8).refusal().orElseThrow();
        assertThat(refusal.rule()).isEqualTo("WRONG_ENCODING");
        assertThat(refusal.fix()).contains("UTF-8", "GB18030");
        assertThat(Feeds.read(HARDSHIP, joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, utf8))
                        .refusedBy())
                .isEqualTo("WRONG_ENCODING");
        assertThat(Feeds.read(HARDSHIP, (HEADER + A).getBytes(StandardCharsets.UTF_16))
                        .refusedBy())
                .isEqualTo("WRONG_ENCODING");
    }

    @Test
    void a_byte_order_mark_of_the_right_encoding_is_passed_over() {
        assertThat(Feeds.read(HARDSHIP, "\uFEFF" + HEADER + A).refusal()).isEmpty();
        Contract utf8 = Feeds.contract("civil-affairs/hardship", "charset: GB18030", "charset: UTF-8");
        assertThat(Feeds.read(utf8, "\uFEFF" + HEADER + A).refusal()).isEmpty();
    }

    @Test
    void a_broken_byte_sequence_names_its_line_even_far_down() {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 5000; i++) {
            text.append(A);
        }
        byte[] bytes = joined(text.toString().getBytes(GB18030), new byte[] {(byte) 0xFF, '\n'}, B.getBytes(GB18030));
        assertThat(Feeds.read(HARDSHIP, bytes).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("WRONG_ENCODING", "line 5002"));
    }

    @Test
    void a_sequence_cut_off_at_the_end_is_noticed() {
        byte[] whole = (HEADER + A + "34100319680315902X,李").getBytes(GB18030);
        assertThat(Feeds.read(HARDSHIP, Arrays.copyOf(whole, whole.length - 1)).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.place()).isEqualTo("line 3"));
    }

    @Test
    void a_nul_byte_is_refused_with_its_line() {
        assertThat(Feeds.read(HARDSHIP, HEADER + A + B.replace("李四", "李\0四")).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("NUL_BYTE", "line 3"));
    }

    @Test
    void an_unpaired_quote_never_swallows_people() {
        String open = HEADER + A + B.replace("李四", "\"李四") + A;
        assertThat(Feeds.read(HARDSHIP, open).refusedBy()).isEqualTo("BROKEN_QUOTES");
        String closedLater = HEADER + B.replace("李四", "\"李四") + A + A.replace("张三", "张三\"") + A;
        assertThat(Feeds.read(HARDSHIP, closedLater).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("BROKEN_QUOTES", "line 2"));
        String last = HEADER + A + B.replace("李四", "\"李\n四\"");
        assertThat(Feeds.read(HARDSHIP, last).refusedBy()).isEqualTo("BROKEN_QUOTES");
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

    @ParameterizedTest
    @ValueSource(strings = {"姓名,年级\n", "PK but no archive", "{}", "<html></html>"})
    void a_text_that_calls_itself_xlsx_is_refused(String text) {
        assertThat(Feeds.read(ROSTER, text.getBytes(StandardCharsets.UTF_8)).refusedBy())
                .isEqualTo("NOT_XLSX");
    }

    @Test
    void a_spreadsheet_where_text_was_agreed_is_refused() throws IOException {
        assertThat(Feeds.read(HARDSHIP, sheet(List.of(HEADS, PUPIL))).refusedBy())
                .isEqualTo("NOT_TEXT");
        assertThat(Feeds.read(PAYMENTS, sheet(List.of(HEADS, PUPIL))).refusedBy())
                .isEqualTo("NOT_TEXT");
    }

    @Test
    void an_archive_that_is_no_workbook_or_is_cut_off_is_refused() throws IOException {
        assertThat(Feeds.read(ROSTER, zip("readme.txt", 10)).refusedBy()).isEqualTo("NOT_XLSX");
        byte[] good = sheet(List.of(HEADS, PUPIL));
        assertThat(Feeds.read(ROSTER, Arrays.copyOf(good, good.length / 2)).refusedBy())
                .isEqualTo("NOT_XLSX");
        assertThat(Feeds.read(ROSTER, zip("xl/workbook.xml", 10)).refusedBy()).isEqualTo("NOT_XLSX");
    }

    @Test
    void an_archive_that_unpacks_without_end_is_refused_before_it_is_parsed() throws IOException {
        assertThat(Feeds.read(ROSTER, zip("xl/workbook.xml", 64 << 20)).refusedBy())
                .isEqualTo("ZIP_BOMB");
    }

    @Test
    void a_roster_written_by_another_library_is_read() throws IOException {
        Claim claim = only(Feeds.read(ROSTER, sheet(List.of(List.of("学生名册"), HEADS, PUPIL))));
        assertThat(claim.scope()).isEqualTo("3133000012");
        assertThat(claim.line()).isEqualTo(3);
        assertThat(claim.attributes()).contains("\"birth\":\"2015-09-01\"").doesNotContain("张大", "13805770001");
        assertThat(claim.sighting().phone()).isEqualTo("13805770001");
    }

    @Test
    void a_header_below_twenty_rows_is_not_found() throws IOException {
        List<List<String>> rows = new java.util.ArrayList<>(java.util.Collections.nCopies(25, List.of("说明")));
        rows.add(HEADS);
        rows.add(PUPIL);
        assertThat(Feeds.read(ROSTER, sheet(rows)).refusedBy()).isEqualTo("NO_HEADER");
    }

    private static Claim only(Feeds.Read read) {
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(1);
        RowResult row = read.rows().getFirst();
        return (Claim) row;
    }

    private static byte[] sheet(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("名册");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    sheet.value(row, column, rows.get(row).get(column));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String entry, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(new byte[size]);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
