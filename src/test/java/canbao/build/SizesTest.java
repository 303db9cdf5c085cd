package canbao.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizesTest {
    private static final List<SourceFile> MAIN = SourceFile.below(Path.of("src/main/java"));
    private static final List<SourceFile> TESTS = SourceFile.below(Path.of("src/test/java"));

    private final Path folder;

    SizesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void files_of_the_hub_and_its_tests_are_short() {
        assertThat(Sizes.longFiles(MAIN)).isEmpty();
        assertThat(Sizes.longFiles(TESTS)).isEmpty();
    }

    @Test
    void a_long_file_is_caught() throws IOException {
        plant("Short", "class Short {\n" + "// \n".repeat(Sizes.FILE_LINES - 2) + "}\n");
        plant("Long", "class Long {\n" + "// \n".repeat(Sizes.FILE_LINES - 1) + "}\n");
        assertThat(Sizes.longFiles(planted())).singleElement().asString().startsWith("Long.java has 401 lines");
    }

    @Test
    void methods_of_the_hub_and_its_tests_are_short() {
        assertThat(Sizes.longMethods(MAIN)).isEmpty();
        assertThat(Sizes.longMethods(TESTS)).isEmpty();
    }

    @Test
    void a_long_method_or_constructor_is_caught_but_not_its_javadoc() throws IOException {
        String longest = "\n".repeat(Sizes.METHOD_LINES - 2);
        plant("Short", "class Short {\n  /**\n   * two\n   * lines\n   */\n  void fits() {\n" + longest + "  }\n}\n");
        plant("Braces", "class Braces {\n  void fits() {\n String s = \"{{{\"; char c = '{'; // {\n  }\n}\n");
        plant("Long", "class Long {\n  void tooLong() {\n\n" + longest + "  }\n}\n");
        plant("Inner", "class Inner { record Deep(int i) {\n  Deep {\n\n" + longest + "  }\n} }\n");
        assertThat(Sizes.longMethods(planted()))
                .containsExactlyInAnyOrder(
                        "Inner.java.<init> must have at most 60 lines", "Long.java.tooLong must have at most 60 lines");
    }

    @Test
    void methods_of_the_hub_and_its_tests_take_few_values() {
        assertThat(Sizes.greedyMethods(MAIN)).isEmpty();
        assertThat(Sizes.greedyMethods(TESTS)).isEmpty();
    }

    @Test
    void a_method_that_takes_eight_values_is_caught_and_a_record_that_holds_eight_is_not() throws IOException {
        String values = parameters(Sizes.PARAMETERS + 1);
        plant("Holds", "record Holds(" + values + ") {\n  Holds {\n  }\n}\n");
        plant("Fits", "class Fits {\n  void fits(" + parameters(Sizes.PARAMETERS) + ") {}\n}\n");
        plant("Greedy", "class Greedy {\n  void takes(" + values + ") {}\n}\n");
        assertThat(Sizes.greedyMethods(planted())).containsExactly("Greedy.java.takes must take at most 7 values");
    }

    @Test
    void packages_of_the_hub_and_its_tests_are_few_files() {
        assertThat(Sizes.widePackages(MAIN)).isEmpty();
        assertThat(Sizes.widePackages(TESTS.stream()
                        .filter(file -> !file.path().toString().contains("/planted/"))
                        .toList()))
                .isEmpty();
    }

    @Test
    void a_package_of_seventeen_files_is_caught() throws IOException {
        for (int i = 1; i <= Sizes.PACKAGE_FILES; i++) {
            plant("wide/File" + i, "class File" + i + " {}\n");
        }
        assertThat(Sizes.widePackages(planted())).isEmpty();
        plant("wide/OneMore", "class OneMore {}\n");
        assertThat(Sizes.widePackages(planted())).singleElement().asString().contains("wide has 17 files");
    }

    @Test
    void every_package_of_the_hub_says_what_it_is_for() {
        assertThat(Sizes.silentPackages(MAIN)).isEmpty();
    }

    @Test
    void a_package_that_says_nothing_is_caught() throws IOException {
        plant("good/package-info", "/** Says what it is for. */\n@NullMarked\npackage good;\n");
        plant("none/Type", "class Type {}\n");
        plant("mute/package-info", "@NullMarked\npackage mute;\n");
        plant("unmarked/package-info", "/** Says what it is for. */\npackage unmarked;\n");
        plant("empty/package-info", "/** . */\n@NullMarked\npackage empty;\n");
        assertThat(Sizes.silentPackages(planted())).hasSize(4).noneMatch(each -> each.contains("good"));
    }

    private void plant(String path, String source) throws IOException {
        Path file = folder.resolve(path + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    private List<SourceFile> planted() {
        return SourceFile.below(folder);
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "int v" + i).collect(Collectors.joining(", "));
    }
}
