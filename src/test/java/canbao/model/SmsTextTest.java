package canbao.model;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.model.message.SmsText;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {
    @ParameterizedTest
    @CsvSource({"1,1", "69,1", "70,1", "71,2", "134,2", "135,3", "160,3", "201,3", "202,4"})
    void a_text_is_billed_by_the_carriers_table(int units, int segments) {
        assertThat(SmsText.segments("保".repeat(units))).isEqualTo(segments);
    }

    @org.junit.jupiter.api.Test
    void a_rare_character_counts_twice_and_is_never_cut() {
        String rare = "𬍛";
        assertThat(SmsText.segments(rare.repeat(35))).isEqualTo(1);
        assertThat(SmsText.segments(rare.repeat(36))).isEqualTo(2);
        assertThat(SmsText.split("保".repeat(66) + rare + "保".repeat(10)).get(0)).hasSize(66);
    }

    @Property(tries = 200)
    void the_parts_are_the_text_and_each_fits(@ForAll String text) {
        var parts = SmsText.split(text);
        assertThat(String.join("", parts)).isEqualTo(text);
        assertThat(parts).allMatch(part -> part.length() <= (parts.size() == 1 ? 70 : 67));
    }
}
