package canbao.feed.field;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One category under the names that the agencies have for it. */
class CodesYamlTest {
    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "hardship-category, 城市低保, 低保对象",
        "hardship-category, 110, 低保对象",
        "hardship-category, 1, ",
        "hardship-category.his, 1, 低保对象",
        "hardship-category.his, 3, 特困人员",
        "hardship-category.his, 城市低保, 低保对象",
        "hardship-category.his, 110, ",
        "hardship-category.his, 8, ''",
        "hardship-category.insurer, 7019, 低保对象",
        "hardship-category.insurer, 7131, 特困人员",
        "hardship-category.insurer, 城乡重度（1~2级）残疾人员, 重度残疾",
        "hardship-category.insurer, 7203, ''",
        "hardship-category.insurer, 1, ",
        "hardship-category.tax, 民政城乡低保对象, 低保对象",
        "hardship-category.tax, 民政城乡重度(1-2级)残疾人员, 重度残疾",
        "hardship-category.tax, 在乡复原军人, ''",
        "hardship-category.tax, 120, ",
        "hardship-category.jinmin, 131, 特困人员",
        "hardship-category.jinmin, 650, ''",
        "hardship-category.agriculture, 返贫致贫人口, 因病致贫",
        "hardship-category.agriculture, 脱贫不稳定户, ''",
    })
    void a_code_means_something_in_its_own_vocabulary_only(String file, String sent, @Nullable String word) {
        assertThat(codes(Path.of("config/codes"), file).canonical(sent)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "重度残疾(一、二级)",
        "重度残疾（一、二级）",
        "重度残疾【1-2级】",
        "重度残疾〔１～２级〕",
        "重度残疾(1~2级)",
        "重度残疾(一至二级)",
        "重度残疾 ( 1－2 级 )",
        "重度残疾(一级)",
        "重度残疾(1级)",
    })
    void brackets_dashes_and_numerals_are_one(String sent) {
        assertThat(codes(Path.of("config/codes"), "hardship-category").canonical(sent))
                .isEqualTo("重度残疾");
    }

    @Test
    void other_grades_stay_other_grades() {
        Codes codes = codes(Path.of("config/codes"), "hardship-category");
        assertThat(codes.canonical("重度残疾(三、四级)")).isNull();
        assertThat(codes.canonical("重度残疾(1-3级)")).isNull();
    }

    @Test
    void a_vocabulary_may_not_invent_words_or_give_one_two_meanings(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("list.yaml"), "one: [甲]\ntwo: []\n");
        Files.writeString(folder.resolve("list.other.yaml"), "two: [甲]\nthree: [tre]\n");
        Problems problems = new Problems();
        new CodesYaml(folder).read(YamlNode.parse("codesFile: list.other", "c.yaml", problems));
        assertThat(problems.found())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("codes/list.other.yaml:2: three: 'three' is not in the list"),
                        problem -> assertThat(problem).contains("'甲' belongs to two words"));
    }

    private static Codes codes(Path folder, String file) {
        Problems problems = new Problems();
        Codes codes = new CodesYaml(folder).read(YamlNode.parse("codesFile: " + file, "c.yaml", problems));
        problems.throwIfAny();
        return codes;
    }
}
