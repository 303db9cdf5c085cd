package canbao.policy;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.Fen;
import canbao.policy.terms.Category;
import canbao.policy.terms.Span;
import canbao.policy.terms.Subsidy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    private static final Path SHIPPED = Path.of("config/policies/330302-2025.yaml");
    private static final String NAME = "policies/330302-2025.yaml";

    private final Path folder;

    PolicyFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_shipped_policy_of_lucheng_says_what_the_notice_says() {
        Problems problems = new Problems();
        Policy policy = Policy.load(SHIPPED, NAME, problems);
        assertThat(problems.found()).isEmpty();
        assertThat(policy.area()).isEqualTo("330302");
        assertThat(policy.version()).isEqualTo("330302-2025/1");
        assertThat(policy.premium().personal()).isEqualTo(new Fen(66_000));
        assertThat(policy.premium().fiscal()).isEqualTo(new Fen(132_000));
        assertThat(policy.levy().withExtension())
                .isEqualTo(new Span(LocalDate.of(2024, 9, 15), LocalDate.of(2025, 2, 28)));
        assertThat(policy.benefit()).isEqualTo(new Span(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31)));
        assertThat(policy.categories())
                .extracting(Category::code)
                .containsExactly("特困人员", "孤儿", "事实无人抚养儿童", "低保对象", "低保边缘", "因病致贫", "困境儿童", "重度残疾");
        assertThat(policy.limits()).isEqualTo(new Policy.Limits(90, true, 18, "310"));
    }

    @Test
    void a_fixed_subsidy_is_read_in_yuan() throws IOException {
        Problems problems = new Problems();
        Path file = edited("低保对象, priority: 40, subsidy: full", "低保对象, priority: 40, subsidy: {fixed: 360.00}");
        Policy policy = Policy.load(file, NAME, problems);
        assertThat(problems.found()).isEmpty();
        assertThat(policy.category("低保对象").orElseThrow().subsidy()).isEqualTo(new Subsidy.Fixed(new Fen(36_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total: 1980.00 | total: 1890.00 | premium.total | must add up: personal 660.00 + fiscal 1320.00 is 1980.00",
                "personal: 660.00 | personal: 0.00 | premium.personal | more than 0.00",
                "personal: 660.00 | personal: 660.005 | premium.personal | at most two decimals",
                "area: \"330302\" | area: \"33030\" | area | six digits",
                "coverageYear: 2025 | coverageYear: 2026 | coverageYear | agree with the file's name",
                "coverageYear: 2025 | coverageYear: 20255 | coverageYear | between 2000 and 2100",
                "version: 1 | version: 0 | version | at least 1",
                "to: 2024-12-31 | to: 2023-12-31 | levy.to | not be before from",
                "extensionTo: 2025-02-28 | extensionTo: 2024-02-28 | levy.extensionTo | not be before to",
                "extensionTo: 2025-02-28 | extensionTo: 2026-02-28 | levy | before cover ends",
                "from: 2024-09-15 | from: 2023-09-15 | levy | a year or more before cover",
                "to: 2025-12-31 | to: 2024-12-31 | benefit.to | not be before from",
                "to: 2025-12-31 | to: 2026-12-31 | benefit.to | at most 16 months",
                "from: 2025-01-01 | from: 2025-02-30 | benefit.from | a date such as",
                "newbornDays: 90 | newbornDays: 900 | newbornDays | at most 366",
                "minorAgeMax: 18 | minorAgeMax: -1 | minorAgeMax | at least 0",
                "employeeInsutype: \"310\" | employeeInsutype: staff | employeeInsutype | three digits",
                "priority: 20, | priority: 10, | categories[1].priority | unique: 特困人员 has it too",
                "code: 孤儿 | code: 特困人员 | categories[1].code | unique",
                "code: 孤儿 | code: ' ' | categories[1].code | not be blank",
                "孤儿, priority: 20, subsidy: full | 孤儿, priority: 20, subsidy: half | categories[1].subsidy | full, or an amount",
                "孤儿, priority: 20, subsidy: full | 孤儿, priority: 20, subsidy: {fixed: 661} | categories[1].subsidy.fixed | at most the personal part 660.00",
                "孤儿, priority: 20, subsidy: full | 孤儿, priority: 20, subsidy: {share: 60} | categories[1].subsidy.share | unknown key",
                "minors: other, minorsOnly: true | minors: others | categories[2].minors | one of [rescued, other]",
                "minorsOnly: true | minorOnly: true | categories[2].minorOnly | unknown key",
                "newbornDays: 90 | newbornDay: 90 | newbornDay | unknown key",
                "fiscal: 1320.00 | fiscall: 1320.00 | premium.fiscal | is required",
                "categories: | kategories: | categories | at least one category",
            })
    void what_cannot_be_meant_is_refused_with_place_rule_and_fix(String right, String wrong, String place, String rule)
            throws IOException {
        Problems problems = new Problems();
        Policy.load(edited(right, wrong), NAME, problems);
        assertThat(problems.found()).as("%s instead of %s", wrong, right).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(NAME);
            assertThat(problem.place()).matches("(\\d+: )?.*").endsWith(place);
            assertThat(problem.rule()).contains(rule);
            assertThat(problem.fix()).isNotBlank();
        });
    }

    @Test
    void every_problem_of_a_file_is_reported_at_once() throws IOException {
        Path file = folder.resolve("330302-2025.yaml");
        Files.writeString(file, "area: x\nversion: none\n");
        Problems problems = new Problems();
        Policy.load(file, NAME, problems);
        assertThat(problems.found()).extracting(Problem::toString).hasSizeGreaterThan(8);
    }

    @Test
    void a_file_that_is_no_yaml_is_a_problem_and_not_a_crash() throws IOException {
        for (String text : List.of("", "- 1\n- 2\n", "area: [\n", "categories: {a: b}\nlevy: 3\n")) {
            Path file = folder.resolve("330302-2025.yaml");
            Files.writeString(file, text);
            Problems problems = new Problems();
            Policy.load(file, NAME, problems);
            assertThat(problems.none()).as(text).isFalse();
        }
    }

    private Path edited(String right, String wrong) throws IOException {
        String text = Files.readString(SHIPPED);
        assertThat(text).contains(right);
        Path file = folder.resolve("330302-2025.yaml");
        Files.writeString(file, text.replaceFirst(Pattern.quote(right), wrong));
        return file;
    }
}
