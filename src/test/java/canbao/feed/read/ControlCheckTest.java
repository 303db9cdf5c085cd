package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Sm3;
import canbao.feed.contract.Contract;
import canbao.model.batch.Control;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sender says that a batch adds up to, against what came. */
class ControlCheckTest {
    private static final String ID = "330302198001010019";
    private static final String LIST =
            "id,amount\n%s,660.00\n,,\n%s,0.50\n".formatted(ID, ID).replace(",,", ",");
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
            format: {type: csv, charset: UTF-8}
            scope: whole
            key: [certificate]
            columns:
              certificate: {header: [id], type: certificate, required: true}
              amount: {header: [amount], type: yuan}
            batch: {minRows: 0, CONTROL}
            """;

    @ParameterizedTest(name = "{0} rows, {1} yuan: {2}")
    @CsvSource({
        "2, 660.50, ''",
        "2, 660.5, ''",
        ", , ''",
        "3, 660.50, CONTROL_ROWS",
        "1, , CONTROL_ROWS",
        "2, 660.51, CONTROL_SUM",
        "2, 66050, CONTROL_SUM",
        "2, many, CONTROL_SUM",
    })
    void rows_and_sum_are_compared_where_the_sender_says_them(
            @Nullable Integer rows, @Nullable String sum, String rule) {
        Contract contract = contract("control: {sum: {column: amount}}");
        assertThat(Feeds.read(contract, LIST, new Control(rows, sum, null)).refusedBy())
                .isEqualTo(rule);
    }

    @Test
    void a_refusal_names_both_values() {
        Feeds.Read read = Feeds.read(contract("control: {sum: {column: amount}}"), LIST, new Control(7, null, null));
        assertThat(read.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.place()).isEqualTo("control");
            assertThat(refusal.fix()).contains("7", "2", " / ");
        });
    }

    @Test
    void what_is_required_must_be_said() {
        Contract contract =
                contract("control: {rows: required, sum: {column: amount, is: required}, digest: required}");
        assertThat(missing(contract, Control.NONE)).contains("X-Canbao-Rows");
        assertThat(missing(contract, new Control(2, null, null))).contains("X-Canbao-Sum");
        assertThat(missing(contract, new Control(2, "660.50", null))).contains("SM3");
        assertThat(Feeds.read(contract, LIST, new Control(2, "660.50", digest()))
                        .refusal())
                .isEmpty();
    }

    @Test
    void a_digest_that_differs_refuses_the_batch() {
        Contract contract = contract("maxRows: 10");
        assertThat(Feeds.read(contract, LIST, new Control(null, null, digest().toUpperCase(java.util.Locale.ROOT)))
                        .refusal())
                .isEmpty();
        assertThat(Feeds.read(contract, LIST + "\n", new Control(null, null, digest()))
                        .refusedBy())
                .isEqualTo("CONTROL_DIGEST");
    }

    @Test
    void a_last_row_that_adds_up_the_others_is_checked_and_is_no_record() {
        Contract contract = contract(
                "control: {rows: required, sum: {column: amount, is: required}}, trailer: {marker: 合计, rows: 2, sum: 3}");
        Feeds.Read good = Feeds.read(contract, LIST + "合计：,2人,660.50元\n");
        assertThat(good.refusal()).isEmpty();
        assertThat(good.rows()).hasSize(2);
        assertThat(Feeds.read(contract, LIST + "合计,3,660.50\n").refusedBy()).isEqualTo("CONTROL_ROWS");
        assertThat(Feeds.read(contract, LIST + "合计,2,\"1,660.50\"\n").refusedBy())
                .isEqualTo("CONTROL_SUM");
        assertThat(Feeds.read(contract, LIST + "合计,二,660.50\n").refusedBy()).isEqualTo("CONTROL_MISSING");
        assertThat(Feeds.read(contract, LIST).refusedBy()).isEqualTo("CONTROL_MISSING");
        assertThat(Feeds.read(contract, LIST + "合计,2,660.50\n" + ID + ",1\n").refusedBy())
                .isEqualTo("ROWS_AFTER_TRAILER");
    }

    @Test
    void a_bad_row_counts_and_an_amount_that_cannot_be_read_stops_no_good_row() {
        Contract contract = contract("control: {sum: {column: amount}}");
        String list = LIST + "330302198001010015,1.00\n" + ID + ",六元\n";
        assertThat(Feeds.read(contract, list, new Control(4, "667.50", null)).refusal())
                .isEmpty();
        assertThat(Feeds.read(contract, list, new Control(4, "661.49", null)).refusedBy())
                .as("less than what could be read")
                .isEqualTo("CONTROL_SUM");
    }

    private static String missing(Contract contract, Control control) {
        return Feeds.read(contract, LIST, control)
                .refusal()
                .filter(refusal -> refusal.rule().equals("CONTROL_MISSING"))
                .orElseThrow()
                .fix();
    }

    private static String digest() {
        return HexFormat.of().formatHex(Sm3.digest(LIST.getBytes(StandardCharsets.UTF_8)));
    }

    private static Contract contract(String control) {
        return Feeds.parse(YAML.replace("CONTROL", control));
    }
}
