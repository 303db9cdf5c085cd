package canbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {
    @ParameterizedTest
    @CsvSource({
        "13805770001, 13805770001",
        "+86 138-0577-0001, 13805770001",
        "008613805770001, 13805770001",
        "８６１３８０５７７０００１, 13805770001",
        "0577-88881234, 057788881234"
    })
    void spellings_of_one_number_become_one(String sent, String number) {
        assertThat(Phones.normalised(sent)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1380577000", "138****0001", "12805770001", "138057700011", "+1 2025550100", "无"})
    void what_no_mainland_phone_can_be_is_nothing(String sent) {
        assertThat(Phones.normalised(sent)).isNull();
    }
}
