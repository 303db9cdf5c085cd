package canbao.feed.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatePatternTest {
    @ParameterizedTest
    @CsvSource({
        "yyyy/M/d, 2024/1/5, 2024-01-05",
        "yyyy/M/d, 2024/12/31, 2024-12-31",
        "yyyy/M/d, 2024/01/05, 2024-01-05",
        "yyyy年M月d日, 2024年2月29日, 2024-02-29",
        "yyyy-M-dd, 2024-1-05, 2024-01-05",
        "yyyyMMdd, 20240105, 2024-01-05"
    })
    void one_letter_alone_is_one_digit_or_two(String pattern, String sent, String date) {
        assertThat(DatePattern.of(pattern).date(sent)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024/",
                "2024/1",
                "2024/1/",
                "2024//5",
                "2024/1/5x",
                "2024/1/050",
                "2024/13/1",
                "24/1/5",
                "2023/2/29"
            })
    void what_is_no_such_date_is_none(String sent) {
        assertThat(DatePattern.of("yyyy/M/d").date(sent)).isNull();
    }

    @Test
    void two_digits_are_asked_for_where_two_letters_stand() {
        assertThat(DatePattern.of("yyyy/MM/dd").date("2024/1/5")).isNull();
    }

    @Test
    void months_and_times_too() {
        assertThat(DatePattern.of("yyyy年M月").month("2024年3月")).isEqualTo("2024-03");
        assertThat(DatePattern.of("yyyy/M/d H:mm:ss").time("2024/1/5 8:30:00")).isEqualTo("2024-01-05T08:30:00+08:00");
        assertThat(DatePattern.of("yyyy/M/d H:mm:ss").time("2024/1/5 24:30:00")).isNull();
    }

    @Test
    void a_pattern_without_a_month_or_with_other_letters_is_refused() {
        for (String pattern : new String[] {"yyyy", "MMdd", "yyyyMMMd", "yyyy-m-d"}) {
            assertThatThrownBy(() -> DatePattern.of(pattern)).as(pattern).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
