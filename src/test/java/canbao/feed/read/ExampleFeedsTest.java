package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Control;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One sample of synthetic people for each example contract, good rows and every kind of rejection. Run with {@code
 * -Dgolden.write=true} to write the expectations anew, then read the difference.
 */
class ExampleFeedsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/contracts");
    private static final String HOUSEHOLDS = "civil-affairs/households";

    @ParameterizedTest
    @CsvSource({
        "agriculture/monitored, -1",
        "civil-affairs/households, -1",
        "civil-affairs/register, -1",
        "disabled-federation/certificates, -1",
        "education/students, -1",
        "finance/appropriations, -1",
        "health/deaths, -1",
        "insurer/answers, -1",
        "insurer/insured, -1",
        "insurer/levies, 11",
        "police/floating, -1",
        "police/households, -1",
        "police/residents, 8",
        "tax/debits, -1",
        "tax/levies, -1",
        "township/reasons, -1",
    })
    void every_row_of_a_sample_is_read_or_rejected_as_its_contract_says(String feed, int rows) throws IOException {
        Control control = rows < 0 ? Control.NONE : new Control(rows, null, null);
        Path file = Stream.of("in.csv", "in.jsonl", "in.xlsx")
                .map(SAMPLES.resolve(feed)::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        String actual = read(lenient(Feeds.contract(feed)), Files.readAllBytes(file), control).stream()
                .map(ExampleFeedsTest::line)
                .collect(Collectors.joining("\n", "", "\n"));
        Path expected = SAMPLES.resolve(feed).resolve("out.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @Test
    void households_say_the_same_as_columns_and_as_an_array() throws IOException {
        Contract wide = lenient(Feeds.contract(HOUSEHOLDS));
        Contract nested = lenient(Feeds.contract(HOUSEHOLDS, "{type: csv, charset: GB18030}", "{type: json-lines}"));
        Path folder = SAMPLES.resolve(HOUSEHOLDS);
        Set<String> columns = said(read(wide, Files.readAllBytes(folder.resolve("in.csv")), Control.NONE));
        Set<String> arrays = said(read(nested, Files.readAllBytes(folder.resolve("in.jsonl")), Control.NONE));
        assertThat(columns).hasSizeGreaterThan(10).isEqualTo(arrays);
    }

    private static List<RowResult> read(Contract contract, byte[] bytes, Control control) {
        List<RowResult> rows = new ArrayList<>();
        assertThat(Feeds.reader(contract).read(new ByteArrayInputStream(bytes), control, rows::add))
                .isEmpty();
        return rows;
    }

    private static Contract lenient(Contract contract) {
        Contract.Limits limits = contract.limits();
        return new Contract(
                contract.terms(),
                contract.delivery(),
                contract.rows(),
                contract.columns(),
                new Contract.Limits(Contract.BlankKey.HOLD, 1.0, 1, 1.0, limits.maxRows(), limits.maxBytes()),
                contract.checks());
    }

    private static String line(RowResult row) {
        return switch (row) {
            case Claim claim ->
                "%d + %s %s %s %016x %s"
                        .formatted(
                                claim.line(),
                                claim.scope(),
                                claim.rowKey(),
                                claim.personal() ? claim.sighting().name() : "-",
                                claim.contentHash(),
                                claim.attributes());
            case Rejection rejection ->
                "%d - %s %s %s [%s] key %s"
                        .formatted(
                                rejection.line(),
                                rejection.scope(),
                                rejection.field(),
                                rejection.rule(),
                                rejection.maskedValue(),
                                rejection.rowKey());
        };
    }

    /** Everything but the line. */
    private static Set<String> said(List<RowResult> rows) {
        return rows.stream()
                .map(row -> line(row).replaceFirst("^\\d+ ", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
