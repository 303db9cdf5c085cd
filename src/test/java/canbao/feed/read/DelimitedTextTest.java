package canbao.feed.read;

import static canbao.feed.read.Samples.A;
import static canbao.feed.read.Samples.B;
import static canbao.feed.read.Samples.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTextTest {
    private static final Contract HARDSHIP =
            Feeds.contract("civil-affairs/hardship", "maxRejectShare: 0.1", "maxRejectShare: 1");

    @Test
    void an_unpaired_quote_never_swallows_people() {
        String open = HEADER + A + B.replace("李四", "\"李四") + A;
        assertThat(Feeds.read(HARDSHIP, open).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("BROKEN_QUOTES", "line 3"));
        String closedLater = HEADER + B.replace("李四", "\"李四") + A + A.replace("张三", "张三\"") + A;
        assertThat(Feeds.read(HARDSHIP, closedLater).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .extracting(Refusal::rule, Refusal::place)
                        .containsExactly("BROKEN_QUOTES", "line 2"));
    }

    @Test
    void a_quote_left_open_in_the_last_column_is_noticed() {
        String open = HEADER + A.replace(",13805770001\n", ",\"13805770001\n") + B + B;
        assertThat(Feeds.read(HARDSHIP, open).refusedBy()).isEqualTo("BROKEN_QUOTES");
        String closed = HEADER + A.replace(",13805770001\n", ",\"13805770001\n") + B.replace("\n", "\"\n") + B;
        assertThat(Feeds.read(HARDSHIP, closed).refusedBy()).isEqualTo("BROKEN_QUOTES");
    }

    @Test
    void quoted_values_hold_quotes_delimiters_and_line_breaks() {
        Contract ignoring =
                Feeds.contract("civil-affairs/hardship", "mode: snapshot", "mode: snapshot\nunknownColumns: ignore");
        String header = HEADER.replace("姓名", "备注,姓名");
        Feeds.Read read = Feeds.read(
                ignoring, header + A.replace("张三", "\"住址:\n一号, \"\"旧\"\"\r\n二号\",\"张三\"") + B.replace("李四", ",李四"));
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).map(row -> row.line()).containsExactly(2, 5);
        assertThat(read.rows()).map(row -> ((Claim) row).sighting().name()).containsExactly("张三", "李四");
    }

    @Test
    void a_line_break_inside_a_name_rejects_only_its_row() {
        Feeds.Read read = Feeds.read(HARDSHIP, HEADER + A.replace("张三", "\"张\n三\"") + B);
        assertThat(read.refusal()).isEmpty();
        assertThat((Rejection) read.rows().getFirst())
                .extracting(Rejection::rule, Rejection::field, Rejection::line)
                .containsExactly("CONTROL_CHARACTER", "name", 2);
        assertThat(((Rejection) read.rows().getFirst()).rowKey()).isNotNull();
        assertThat(read.rows().getLast()).isInstanceOf(Claim.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "|", ";", "\u0001", "^"})
    void every_delimiter_is_read_when_agreed_and_when_not(String delimiter) {
        String text = (HEADER + A + B).replace(",", delimiter);
        String escaped = "\\u%04x".formatted((int) delimiter.charAt(0));
        for (String agreed : new String[] {escaped, "detect"}) {
            Contract contract =
                    Feeds.contract("civil-affairs/hardship", "delimiter: \",\"", "delimiter: \"" + agreed + "\"");
            Feeds.Read read = Feeds.read(contract, text);
            assertThat(read.refusal()).isEmpty();
            assertThat(read.rows()).hasSize(2).allMatch(Claim.class::isInstance);
        }
    }

    @Test
    void titles_above_the_header_are_passed_over_but_people_are_not() {
        assertThat(Feeds.read(HARDSHIP, "困难人员名单\n填报单位：民政局,,2024年\n" + HEADER + A)
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row.line()).isEqualTo(4));
        Refusal refusal =
                Feeds.read(HARDSHIP, "困难人员名单\n" + B + HEADER + A).refusal().orElseThrow();
        assertThat(refusal.rule()).isEqualTo("DATA_ABOVE_HEADER");
        assertThat(refusal.toString()).doesNotContain("李四");
    }

    @Test
    void a_delimiter_that_is_none_is_a_problem_of_the_contract() {
        for (String wrong : new String[] {"ab", "x", "\\\"", " "}) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Feeds.contract(
                            "civil-affairs/hardship", "delimiter: \",\"", "delimiter: \"" + wrong + "\"")))
                    .isNotNull();
        }
    }
}
