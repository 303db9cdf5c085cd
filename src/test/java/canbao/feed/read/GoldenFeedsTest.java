package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import canbao.model.batch.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One batch per contract with good rows and every defect, and what the reader makes of it. Run with {@code
 * -Dgolden.write=true} to write the expectations anew, then read the difference: keys and content hashes must never change.
 */
class GoldenFeedsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/feeds");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "civil-affairs/hardship",
                "education/roster",
                "police/population",
                "tax/payments",
                "tax/answers",
                "insurer/answers",
                "insurer/coverage"
            })
    void the_reader_says_of_each_batch_what_it_always_said(String feed) throws IOException {
        Path folder = GOLDEN.resolve(feed);
        Feeds.Read read = Feeds.read(lenient(feed), Files.readAllBytes(input(folder)));
        List<RowResult> rows = read.rows();
        assertThat(read.refusal()).isEmpty();

        expect(folder.resolve("out.json"), lines(rows, Claim.class, GoldenFeedsTest::claim));
        expect(folder.resolve("rejected.json"), lines(rows, Rejection.class, GoldenFeedsTest::rejection));
    }

    private static Contract lenient(String feed) {
        Contract contract = Feeds.contract(feed);
        Contract.Limits limits = contract.limits();
        return new Contract(
                contract.terms(),
                contract.delivery(),
                contract.rows(),
                contract.columns(),
                new Contract.Limits(limits.blankKey(), 1.0, 1, 1.0, limits.maxRows(), limits.maxBytes()),
                contract.checks());
    }

    private static Path input(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("in."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void expect(Path file, String actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }

    private static <T extends RowResult> String lines(List<RowResult> rows, Class<T> type, Function<T, String> line) {
        return rows.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(line)
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String claim(Claim claim) {
        Sighting who = claim.sighting();
        return "{\"line\":%d,\"scope\":\"%s\",\"rowKey\":\"%s\",\"hash\":\"%016x\",\"version\":\"%s\",\"type\":\"%s\",\"number\":\"%s\",\"name\":\"%s\",\"phone\":\"%s\",\n \"attributes\":%s}"
                .formatted(
                        claim.line(),
                        claim.scope(),
                        claim.rowKey(),
                        claim.contentHash(),
                        claim.version(),
                        who.certificateType(),
                        who.certificateNumber(),
                        text(who.name()),
                        who.phone(),
                        claim.attributes());
    }

    private static String rejection(Rejection rejection) {
        return "{\"line\":%d,\"rule\":\"%s\",\"field\":\"%s\",\"masked\":\"%s\",\"scope\":\"%s\",\"rowKey\":\"%s\"}"
                .formatted(
                        rejection.line(),
                        rejection.rule(),
                        rejection.field(),
                        text(rejection.maskedValue()),
                        rejection.scope(),
                        rejection.rowKey());
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
