package canbao.feed.contract;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.change.ContractNotes;
import canbao.feed.read.Feeds;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several versions of one contract in a folder, and what was agreed to. */
class ContractVersionsTest {
    private static final FeedId FEED = FeedId.of("tax/payments");
    private static final String FIRST = Feeds.yaml("tax/payments").replaceFirst("version: \\d+\n", "version: 1\n");
    private static final String SECOND =
            FIRST.replace("version: 1\n", "version: 2\n").replace("header: [qd]", "header: [qd]\n    required: true");

    private final Path folder;

    ContractVersionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void contracts() throws IOException {
        Files.createDirectories(folder.resolve("contracts"));
    }

    @Test
    void the_file_without_a_number_is_the_current_one_and_earlier_ones_stand_beside_it() throws IOException {
        write("tax-payments.yaml", SECOND);
        write("tax-payments.v1.yaml", FIRST);
        ContractCatalogue catalogue = good();
        assertThat(catalogue.of(FEED).version()).isEqualTo(2);
        assertThat(catalogue.all()).hasSize(1);
        assertThat(catalogue.versions(FEED)).extracting(Contract::version).containsExactly(2, 1);
        assertThat(ContractNotes.of(catalogue))
                .containsExactly("tax/payments v1 → v2: breaking: channel tightened from may be blank to is required");
    }

    @Test
    void a_change_without_a_raised_number_is_a_problem_with_its_reasons() throws IOException {
        write("tax-payments.yaml", SECOND.replace("version: 2\n", "version: 1\n"));
        write("tax-payments.v1.yaml", FIRST);
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("contracts/tax-payments.yaml");
            assertThat(problem.rule()).contains("is not higher", "breaking: channel tightened");
            assertThat(problem.fix()).isEqualTo("raise version to 2");
        });
    }

    @Test
    void an_earlier_version_has_its_number_in_its_name_and_a_successor() throws IOException {
        write("tax-payments.yaml", SECOND);
        write("tax-payments.v3.yaml", FIRST);
        assertThat(problems())
                .extracting(Problem::rule)
                .contains("an earlier version must be called tax-payments.v1.yaml");
        Files.delete(folder.resolve("contracts/tax-payments.yaml"));
        Files.move(folder.resolve("contracts/tax-payments.v3.yaml"), folder.resolve("contracts/tax-payments.v1.yaml"));
        assertThat(problems()).extracting(Problem::rule).contains("there is no current version");
    }

    @Test
    void what_was_agreed_may_not_change_under_its_number() throws IOException {
        write("tax-payments.yaml", FIRST);
        assertThat(ContractDigests.record(folder, good())).isEqualTo(1);
        write("tax-payments.yaml", FIRST.replace("社会保险费科", "社保科").replace("# 征收UUID", "# 主键"));
        assertThat(problems()).as("comments and offices").isEmpty();
        write("tax-payments.yaml", FIRST.replace("DEBIT_FAILED: [批扣失败]", "DEBIT_FAILED: [批扣失败, 扣款失败]"));
        assertThat(problems()).as("one more spelling of a word").isEmpty();

        write("tax-payments.yaml", SECOND.replace("version: 2\n", "version: 1\n"));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("the contract changed since version 1 was agreed");
            assertThat(problem.fix()).contains("raise version", ".v1.yaml", "./hub check --record");
        });
        write("tax-payments.yaml", SECOND);
        assertThat(ContractDigests.record(folder, good())).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("contracts/versions.txt")))
                .contains("tax/payments 1 ", "tax/payments 2 ");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("contracts").resolve(name), yaml);
    }

    private ContractCatalogue good() {
        Problems problems = new Problems();
        ContractCatalogue catalogue = ContractCatalogue.load(folder, problems);
        problems.throwIfAny();
        return catalogue;
    }

    private List<Problem> problems() {
        Problems problems = new Problems();
        ContractCatalogue.load(folder, problems);
        return problems.found();
    }
}
