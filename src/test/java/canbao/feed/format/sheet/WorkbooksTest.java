package canbao.feed.format.sheet;

import static canbao.feed.read.Samples.HEADS;
import static canbao.feed.read.Samples.PUPIL;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.feed.read.Feeds;
import canbao.feed.read.Samples;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbooksTest {
    private static final Contract ROSTER = sheets("first");
    private static final int BIRTH = HEADS.indexOf("出生日期");
    private static final int NUMBER = HEADS.indexOf("身份证件号");

    @Test
    void a_roster_written_by_another_library_is_read() throws IOException {
        Claim claim = only(Feeds.read(ROSTER, Samples.sheet(List.of(List.of("学生名册"), HEADS, PUPIL))));
        assertThat(claim.scope()).isEqualTo("3133000012");
        assertThat(claim.line()).isEqualTo(3);
        assertThat(claim.attributes()).contains("\"birth\":\"2015-09-01\"").doesNotContain("张大", "13805770001");
        assertThat(claim.sighting().phone()).isEqualTo("13805770001");
    }

    @Test
    void a_header_below_twenty_rows_is_not_found() throws IOException {
        List<List<String>> rows = new ArrayList<>(Collections.nCopies(25, List.of("说明")));
        rows.add(HEADS);
        rows.add(PUPIL);
        assertThat(Feeds.read(ROSTER, Samples.sheet(rows)).refusedBy()).isEqualTo("NO_HEADER");
    }

    @Test
    void people_above_the_header_are_not_lost() {
        byte[] bytes =
                new RawWorkbook().sheet("x", List.of(PUPIL, HEADS, PUPIL)).bytes();
        assertThat(Feeds.read(ROSTER, bytes).refusedBy()).isEqualTo("DATA_ABOVE_HEADER");
    }

    @Test
    void a_header_of_two_rows_with_merged_cells_is_found() {
        List<String> upper = new ArrayList<>(HEADS);
        upper.set(0, "学校");
        upper.set(1, "");
        upper.set(11, "监护人");
        upper.set(12, "");
        List<String> lower = new ArrayList<>(Collections.nCopies(HEADS.size(), ""));
        lower.set(0, HEADS.get(0));
        lower.set(1, HEADS.get(1));
        lower.set(11, HEADS.get(11));
        lower.set(12, HEADS.get(12));
        byte[] bytes =
                new RawWorkbook().sheet("x", List.of(upper, lower, PUPIL)).bytes();
        assertThat(only(Feeds.read(ROSTER, bytes)).sighting().phone()).isEqualTo("13805770001");
        byte[] noLower = new RawWorkbook().sheet("x", List.of(upper, PUPIL)).bytes();
        assertThat(Feeds.read(ROSTER, noLower).refusedBy()).isEqualTo("UNKNOWN_COLUMN");
    }

    @ParameterizedTest
    @CsvSource({
        "false, 42248, 2015-09-01", "true, 40786, 2015-09-01", "false, 42248.0, 2015-09-01",
        "false, 61, 1900-03-01", "false, 59, 1900-02-28", "true, 0, 1904-01-01"
    })
    void serial_dates_of_both_systems_are_dates(boolean from1904, String serial, String date) {
        RawWorkbook workbook = new RawWorkbook().formats("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;");
        if (from1904) {
            workbook.from1904();
        }
        workbook.xml("x", RawWorkbook.row(1, HEADS) + with(2, BIRTH, "<c r=\"D2\" s=\"1\"><v>" + serial + "</v></c>"));
        Feeds.Read read = Feeds.read(ROSTER, workbook.bytes());
        assertThat(only(read).attributes()).contains("\"birth\":\"" + date + "\"");
    }

    @ParameterizedTest
    @CsvSource({"60", "-1", "2958466", "1e300"})
    void a_serial_that_is_no_day_is_rejected(String serial) {
        byte[] bytes = new RawWorkbook()
                .formats("yyyy-mm-dd")
                .xml("x", RawWorkbook.row(1, HEADS) + with(2, BIRTH, "<c r=\"D2\" s=\"1\"><v>" + serial + "</v></c>"))
                .bytes();
        assertThat(rejection(Feeds.read(lenient(), bytes)).rule()).isEqualTo("DATE_FORMAT");
    }

    @Test
    void a_certificate_number_stored_as_a_number_is_rejected_and_never_repaired() {
        for (String number : new String[] {"330302201509019019", "3.3030220150901901E+17", "330302201509019000"}) {
            byte[] bytes = new RawWorkbook()
                    .xml("x", RawWorkbook.row(1, HEADS) + with(2, NUMBER, "<c r=\"F2\"><v>" + number + "</v></c>"))
                    .bytes();
            assertThat(rejection(Feeds.read(lenient(), bytes)))
                    .extracting(Rejection::rule, Rejection::field, Rejection::rowKey)
                    .containsExactly("CERTIFICATE_SCIENTIFIC", "certificate", null);
        }
    }

    @Test
    void numbers_and_texts_shared_rich_or_in_place_are_the_same_text() {
        String cells = "<row r=\"2\"><c t=\"str\"><v>3133000012</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
                + "<c><v>20150901</v></c><c t=\"s\"><v>2</v></c><c t=\"inlineStr\"><is><r><t>330302201509</t></r>"
                + "<r><t>019019</t></r></is></c><c/><c t=\"s\"><v>3</v></c><c t=\"s\"><v>4</v></c><c><v>341003.0</v></c>"
                + "<c t=\"s\"><v>5</v></c><c t=\"s\"><v>6</v></c><c><v>1.3805770001E10</v></c></row>";
        byte[] bytes = new RawWorkbook()
                .shared(
                        "<t>鞋都第三小学</t>",
                        "<r><t>张</t></r><r><t><![CDATA[三]]></t></r><rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh>",
                        "<t>居民身份证</t>",
                        "<t>四年级</t>",
                        "<t xml:space=\"preserve\"> 1班</t>",
                        "<t>是</t>",
                        "<t>张大</t>")
                .xml("x", RawWorkbook.row(1, HEADS) + cells)
                .bytes();
        Claim raw = only(Feeds.read(ROSTER, bytes));
        Claim plain = only(Feeds.read(
                ROSTER, new RawWorkbook().sheet("x", List.of(HEADS, PUPIL)).bytes()));
        assertThat(raw.attributes()).isEqualTo(plain.attributes());
        assertThat(raw.contentHash()).isEqualTo(plain.contentHash());
        assertThat(raw.sighting()).isEqualTo(plain.sighting());
    }

    @Test
    void only_the_first_visible_sheet_counts_unless_agreed() {
        byte[] bytes = new RawWorkbook()
                .sheet("旧", List.of(List.of("随便")))
                .hidden()
                .sheet("名册", List.of(HEADS, PUPIL))
                .sheet("说明", List.of(List.of("填表说明")))
                .bytes();
        assertThat(only(Feeds.read(ROSTER, bytes)).line()).isEqualTo(2);
        assertThat(only(Feeds.read(sheets("[名册]"), bytes)).line()).isEqualTo(2);
        assertThat(only(Feeds.read(sheets("[\"1\"]"), bytes)).line()).isEqualTo(2);
        assertThat(Feeds.read(sheets("[旧]"), bytes).refusedBy()).isEqualTo("MISSING_SHEET");
        Refusal refusal = Feeds.read(sheets("all"), bytes).refusal().orElseThrow();
        assertThat(refusal.rule()).isEqualTo("NO_HEADER");
        assertThat(refusal.place()).startsWith("sheet 2, ");
    }

    @Test
    void all_sheets_are_read_and_empty_ones_passed_over() {
        List<String> bad = new ArrayList<>(PUPIL);
        bad.set(NUMBER, "330302201509019018");
        byte[] bytes = new RawWorkbook()
                .sheet("1班", List.of(HEADS, PUPIL))
                .xml("2班", "<row r=\"1\"/><row r=\"9\"><c r=\"A9\" s=\"1\"/></row>")
                .sheet("3班", List.of(HEADS, PUPIL, bad))
                .bytes();
        Feeds.Read read =
                Feeds.read(Feeds.parse(yaml("all").replace("maxRejectShare: 0.2", "maxRejectShare: 1")), bytes);
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(3);
        assertThat((Rejection) read.rows().getLast())
                .extracting(Rejection::part, Rejection::line)
                .containsExactly(3, 3);
    }

    @Test
    void rows_and_cells_that_only_have_a_style_are_nobody() {
        byte[] bytes = new RawWorkbook()
                .xml(
                        "x",
                        RawWorkbook.row(1, HEADS) + RawWorkbook.row(2, PUPIL)
                                + "<row r=\"3\"><c r=\"A3\" s=\"1\"/><c r=\"XFD3\" s=\"1\"/></row><row r=\"1048576\"/>")
                .bytes();
        assertThat(only(Feeds.read(ROSTER, bytes)).line()).isEqualTo(2);
    }

    private static String with(int row, int column, String cell) {
        List<String> texts = new ArrayList<>(PUPIL);
        texts.set(column, "@");
        String ref = "<c r=\"" + (char) ('A' + column) + row + "\"";
        return RawWorkbook.row(row, texts).replaceFirst(ref + "[^@]*@</t></is></c>", cell);
    }

    private static Contract sheets(String sheets) {
        return Feeds.parse(yaml(sheets));
    }

    private static Contract lenient() {
        return Feeds.parse(yaml("first").replace("maxRejectShare: 0.2", "maxRejectShare: 1"));
    }

    private static String yaml(String sheets) {
        return Feeds.yaml("education/roster")
                .replaceFirst("format: .*", "format: {type: xlsx, sheets: " + sheets + "}");
    }

    private static Rejection rejection(Feeds.Read read) {
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(1);
        return (Rejection) read.rows().getFirst();
    }

    private static Claim only(Feeds.Read read) {
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(1);
        return (Claim) read.rows().getFirst();
    }
}
