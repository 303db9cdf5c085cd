package canbao.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions of a contract in use at once. */
class VersionFitTest {
    private static final String ID = "330302198001010019";
    private static final String OLD = """
            feed: town/list
            version: 1
            owner: x
            legalBasis: x
            purpose: x
            sensitivity: sensitive
            retention: P1Y
            kind: register
            mode: delta
            format: {type: csv, charset: UTF-8}
            scope: whole
            key: [certificate]
            columns:
              certificate: {header: [id], type: certificate, required: true}
              town: {header: [town], type: text, required: true}
            batch: {minRows: 0}
            """;
    private static final String NEW = OLD.replace("version: 1", "version: 2")
            .replace("batch:", "  street: {header: [street], type: text, required: true}\nbatch:");
    private static final List<Contract> CSV = List.of(Feeds.parse(NEW), Feeds.parse(OLD));
    private static final List<Contract> JSON = List.of(json(NEW), json(OLD));

    @Test
    void a_header_tells_the_version() {
        assertThat(version(CSV, "id,town,street\n" + ID + ",T,S\n")).isEqualTo(2);
        assertThat(version(CSV, "id,town\n" + ID + ",T\n")).isEqualTo(1);
        assertThat(version(CSV, "id,town,street\n")).as("an empty list").isEqualTo(2);
    }

    @Test
    void one_row_without_the_new_value_is_no_old_batch() {
        assertThat(version(CSV, "id,town,street\n" + ID + ",T,\n")).isEqualTo(2);
        String good = "{\"id\":\"%s\",\"town\":\"T\",\"street\":\"S\"}\n".formatted(ID);
        String bad = "{\"id\":\"%s\",\"town\":\"T\"}\n".formatted(ID);
        assertThat(version(JSON, good + bad)).isEqualTo(2);
        assertThat(version(JSON, bad + bad)).isEqualTo(1);
    }

    @Test
    void what_fits_no_version_is_explained_by_the_newest() {
        assertThat(version(CSV, "number,city\n1,2\n")).isEqualTo(2);
        assertThat(version(CSV, "")).isEqualTo(2);
        assertThat(version(JSON, "no json\n")).isEqualTo(2);
    }

    @Test
    void a_long_batch_is_only_looked_at_from_its_beginning() {
        StringBuilder list = new StringBuilder("id,town\n");
        for (int i = 0; i < 100_000; i++) {
            list.append(ID).append(",T\n");
        }
        byte[] bytes = list.toString().getBytes(StandardCharsets.UTF_8);
        long[] left = {0};
        Contract fit = VersionFit.of(CSV, () -> new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                left[0] = available();
            }
        });
        assertThat(fit.version()).isEqualTo(1);
        assertThat(left[0]).isGreaterThan(bytes.length / 2);
    }

    private static int version(List<Contract> versions, String text) {
        return VersionFit.of(versions, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .version();
    }

    private static Contract json(String yaml) {
        return Feeds.parse(yaml.replace("{type: csv, charset: UTF-8}", "{type: json-lines}"));
    }
}
