package canbao.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"阿依·古丽", "阿依•古丽", "阿依・古丽", "阿依.古丽", "阿依‧古丽", "阿依∙古丽", "阿依．古丽", "阿依 · 古丽", " 阿依･古丽\u3000"})
    void the_dots_of_minority_names_are_one(String sent) {
        assertThat(Names.compared(sent)).isEqualTo("阿依·古丽");
        assertThat(Names.same(sent, "阿依·古丽")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"john smith, JOHNSMITH", "ＪＯＨＮ　ｓｍｉｔｈ, JOHNSMITH", "张 三, 张三", "张\u200b三, 张三"})
    void width_case_spaces_and_invisible_marks_do_not_matter(String sent, String compared) {
        assertThat(Names.compared(sent)).isEqualTo(compared);
    }

    @Test
    void rare_characters_stay_and_are_told_apart() {
        assertThat(Names.compared("王𬍛")).isEqualTo("王𬍛");
        assertThat(Names.compared("李䶮")).isEqualTo("李䶮");
        assertThat(Names.same("王𬍛", "王琎")).isFalse();
        assertThat(Names.same("王䶮", "王龑")).isFalse();
    }

    @Test
    void a_compatibility_ideograph_is_the_character_that_it_stands_for() {
        assertThat(Names.same("\uF9BE某", "料某")).isTrue();
    }

    @Test
    void a_masked_name_shows_its_first_character_whole() {
        assertThat(Names.masked("张三丰")).isEqualTo("张*");
        assertThat(Names.masked("𬍛某")).isEqualTo("𬍛*");
        assertThat(Names.masked("")).isEmpty();
    }
}
