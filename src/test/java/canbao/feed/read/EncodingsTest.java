package canbao.feed.read;

import static canbao.feed.read.Samples.A;
import static canbao.feed.read.Samples.B;
import static canbao.feed.read.Samples.HEADER;
import static canbao.feed.read.Samples.joined;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Contract HARDSHIP = Feeds.contract("civil-affairs/hardship");
    private static final Contract DETECT = charset("detect");
    private static final String ENGLISH = "id,name,category,disability,household,region,begin,end,phone\n";

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

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "GBK", "UTF-16", "x-UTF-16LE-BOM"})
    void where_no_encoding_is_agreed_the_bytes_tell(String charset) {
        assertNames(DETECT, (HEADER + A + B).getBytes(Charset.forName(charset)), "张三", "李四");
    }

    @Test
    void a_byte_order_mark_decides() {
        assertNames(DETECT, ("\uFEFF" + HEADER + A).getBytes(StandardCharsets.UTF_8), "张三");
        assertNames(DETECT, ("\uFEFF" + HEADER + A).getBytes(GB18030), "张三");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void text_that_begins_megabytes_down_is_still_told_apart(String charset) {
        String plain = "330302201509019019,Wang San,110,,H-1,330302033,202401,,13805770001\n".repeat(60_000);
        byte[] bytes = (ENGLISH + plain + A).getBytes(Charset.forName(charset));
        Feeds.Read read = Feeds.read(english("detect"), bytes);
        assertThat(read.refusal()).isEmpty();
        assertThat(((Claim) read.rows().getLast()).sighting().name()).isEqualTo("张三");
    }

    @Test
    void a_second_encoding_further_down_is_refused_with_its_line() {
        byte[] bytes = joined(
                (HEADER + A.repeat(3_000)).getBytes(StandardCharsets.UTF_8), B.getBytes(GB18030), A.getBytes(GB18030));
        Refusal refusal = Feeds.read(DETECT, bytes).refusal().orElseThrow();
        assertThat(refusal).extracting(Refusal::rule, Refusal::place).containsExactly("WRONG_ENCODING", "line 3002");
        assertThat(refusal.fix()).contains("UTF-8", "GB18030");
    }

    @Test
    void a_declared_encoding_that_does_not_decode_is_refused_with_the_one_that_would() {
        String ascii = "330302201509019019,Wang San,110,,H-1,330302033,202401,,13805770001\n".repeat(10_000);
        Refusal refusal = Feeds.read(english("UTF-8"), (ENGLISH + ascii + A).getBytes(GB18030))
                .refusal()
                .orElseThrow();
        assertThat(refusal).extracting(Refusal::rule, Refusal::place).containsExactly("WRONG_ENCODING", "line 10002");
        assertThat(refusal.fix()).contains("UTF-8", "GB18030");
        assertThat(Feeds.read(english("GBK"), (ENGLISH + ascii + A + B).getBytes(StandardCharsets.UTF_8))
                        .refusal())
                .hasValueSatisfying(wrong -> assertThat(wrong.fix()).contains("UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD842\uDFB7", "㑇", "\u9FB4", "\uE81E", "䶮"})
    void rare_characters_of_names_keep_their_four_bytes(String rare) {
        String row = A.replace("张三", "张" + rare);
        for (String charset : new String[] {"GB18030", "GBK", "GB2312", "detect"}) {
            assertNames(charset(charset), (HEADER + row).getBytes(GB18030), "张" + rare);
        }
        assertNames(DETECT, (HEADER + row).getBytes(StandardCharsets.UTF_8), "张" + rare);
    }

    @Test
    void two_short_chinese_names_under_an_english_header_are_not_taken_for_foreign_letters() {
        // each pair of these is a letter of UTF-8 too
        String row = A.replace("张三", "\u6FB6\u9417").replace("城市低保", "110");
        byte[] bytes = (ENGLISH + row).getBytes(GB18030);
        assertNames(english("detect"), bytes, "\u6FB6\u9417");
    }

    @Test
    void a_foreign_letter_among_plain_ones_is_not_taken_for_chinese() {
        byte[] bytes = (ENGLISH + A.replace("张三", "Andrés").replace("城市低保", "110")).getBytes(StandardCharsets.UTF_8);
        assertNames(english("detect"), bytes, "Andrés");
    }

    @Test
    void bytes_of_no_encoding_are_refused_where_they_stand() {
        byte[] bytes =
                joined((HEADER + A).getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xFF, (byte) 0xFF, '\n'});
        assertThat(Feeds.read(DETECT, bytes).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("WRONG_ENCODING", "line 3"));
    }

    private static void assertNames(Contract contract, byte[] bytes, String... names) {
        Feeds.Read read = Feeds.read(contract, bytes);
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).map(row -> ((Claim) row).sighting().name()).containsExactly(names);
    }

    private static Contract charset(String charset) {
        return Feeds.contract("civil-affairs/hardship", "charset: GB18030", "charset: " + charset);
    }

    /** The same contract with English headers. */
    private static Contract english(String charset) {
        String yaml = Feeds.yaml("civil-affairs/hardship").replace("charset: GB18030", "charset: " + charset);
        String[] headers = ENGLISH.strip().split(",", -1);
        String[] chinese = HEADER.strip().split(",", -1);
        for (int i = 0; i < headers.length; i++) {
            yaml = yaml.replaceFirst("header: \\[" + chinese[i], "header: [" + headers[i] + ", " + chinese[i]);
        }
        return Feeds.parse(yaml);
    }
}
