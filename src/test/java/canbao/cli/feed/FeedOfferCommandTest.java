package canbao.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.io.DatabaseAddress;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.routes.table.agency.Dialect;
import canbao.testing.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeedOfferCommandTest {
    private static final ContractCatalogue CONTRACTS = ContractCatalogue.load(Path.of("config"), new Problems());

    static List<FeedId> feeds() {
        List<FeedId> feeds = CONTRACTS.all().stream().map(Contract::feed).toList();
        assertThat(feeds).hasSizeGreaterThanOrEqualTo(19);
        return feeds;
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void every_sample_passes_and_the_faulty_one_does_not(FeedId feed, @TempDir Path folder) throws IOException {
        assertThat(Ran.feed("offer", feed.toString(), "--out", folder.toString())
                        .code())
                .isZero();
        List<Path> samples = files(folder.resolve("samples"));
        assertThat(samples).hasSizeGreaterThanOrEqualTo(5);
        for (Path sample : samples) {
            String name = sample.getFileName().toString();
            if (name.endsWith(".txt")) {
                assertThat(Files.readString(sample)).contains("✗").contains(" / ");
                continue;
            }
            Ran ran = Ran.feed("check", feed.toString(), sample.toString());
            assertThat(ran.code()).as(name + "\n" + ran.out()).isEqualTo(name.startsWith("faulty") ? 1 : 0);
        }
        String words = Files.readString(folder.resolve("contract.md"));
        Contract contract = CONTRACTS.of(feed);
        assertThat(words)
                .contains(contract.terms().owner())
                .contains(contract.terms().legalBasis())
                .contains("/feeds/" + feed);
        contract.columns().stream()
                .filter(column -> !column.headers().isEmpty())
                .forEach(column -> assertThat(words)
                        .contains(column.headers().stream()
                                .map(header -> header.replace("|", "\\|"))
                                .toList()));
        assertThat(folder.resolve("contract.html")).exists();
    }

    @Test
    void the_template_keeps_numbers_as_text_and_offers_the_words() throws IOException {
        byte[] template = FeedOfferCommand.files(
                        CONTRACTS.of(FeedId.of("education/students")), LocalDate.of(2025, 3, 1))
                .get("template.xlsx");
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(template))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows.get(1).getCellAsString(0)).isPresent();
            assertThat(rows)
                    .filteredOn(row -> row.getRowNum() > 2)
                    .allSatisfy(row -> assertThat(row.stream())
                            .allMatch(cell -> cell == null || cell.getText().isEmpty()));
        }
        try (ZipFile zip = ZipFile.builder().setByteArray(template).get()) {
            String sheet = text(zip, "xl/worksheets/sheet1.xml");
            String styles = text(zip, "xl/styles.xml");
            assertThat(sheet).contains("<dataValidation").contains("<cols>");
            assertThat(styles).contains("formatCode=\"@\"");
        }
    }

    @Test
    void the_exchange_tables_can_be_made() throws SQLException {
        DatabaseAddress address = Platform.freshDatabase();
        String url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
        try (Connection connection = DriverManager.getConnection(url, address.user(), address.password());
                Statement statement = connection.createStatement()) {
            for (Contract contract : CONTRACTS.all()) {
                if (!ExchangeDdl.fits(contract)) {
                    assertThat(contract.checks().household()).isNotNull();
                    continue;
                }
                String table = contract.feed().toString().replaceAll("[^a-z0-9]+", "_");
                statement.execute(ExchangeDdl.of(contract, Dialect.POSTGRES));
                statement.execute("SELECT * FROM \"" + table + "\"");
                assertThat(ExchangeDdl.of(contract, Dialect.MARIADB)).contains("CREATE TABLE `" + table + "`");
            }
        }
    }

    @Test
    void the_report_shows_what_the_agency_would_get() {
        String report = new String(
                FeedOfferCommand.files(CONTRACTS.of(FeedId.of("civil-affairs/hardship")), LocalDate.of(2025, 3, 1))
                        .getOrDefault("samples/faulty-report.txt", new byte[0]),
                StandardCharsets.UTF_8);
        assertThat(report)
                .contains("CERTIFICATE_CHECK_DIGIT")
                .contains("UNKNOWN_CODE")
                .contains("DATE_FORMAT")
                .contains("PHONE_FORMAT");
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
