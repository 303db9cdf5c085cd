package canbao.feed.format.file;

import static canbao.feed.read.Samples.A;
import static canbao.feed.read.Samples.B;
import static canbao.feed.read.Samples.HEADER;
import static canbao.feed.read.Samples.HEADS;
import static canbao.feed.read.Samples.PUPIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.feed.contract.Contract;
import canbao.feed.field.Defect;
import canbao.feed.format.Row;
import canbao.feed.format.RowSink;
import canbao.feed.read.Feeds;
import canbao.feed.read.Samples;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
    private static final Contract HARDSHIP = format("{type: csv}");
    private static final String ONE =
            "{\"身份证件号码\":\"330302201509019019\",\"姓名\":\"张三\",\"救助类型\":\"城市低保\",\"户编号\":\"H-1\",\"行政区划\":330302033,\"起始年月\":\"202401\",\"终止年月\":null,\"联系电话\":\"13805770001\"}";
    private static final String TWO = ONE.replace("330302201509019019", "34100319680315902X");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ONE",
                " \n ONE \n",
                "[ONE]",
                "\uFEFF[ONE]",
                "ONE\nTWO",
                "ONE\r\n\r\nTWO\r\n",
                "[ONE,TWO]",
                "[\n  ONE,\n  TWO\n]\n",
                "PRETTY",
                "[PRETTY,\nPRETTY2]",
                "PRETTY\nPRETTY2"
            })
    void json_is_read_however_it_is_laid_out(String layout) {
        String pretty = ONE.replace(",\"", ",\n  \"").replace("{", "{\n  ").replace("}", "\n}");
        String text = layout.replace("PRETTY2", pretty.replace("330302201509019019", "34100319680315902X"))
                .replace("PRETTY", pretty)
                .replace("ONE", ONE)
                .replace("TWO", TWO);
        Feeds.Read read = Feeds.read(HARDSHIP, text);
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows())
                .hasSize(layout.contains("TWO") || layout.contains("PRETTY2") ? 2 : 1)
                .allMatch(Claim.class::isInstance);
        String before = text.substring(0, text.indexOf('{'));
        assertThat(read.rows().getFirst().line())
                .isEqualTo(1 + (int) before.chars().filter(c -> c == '\n').count());
    }

    @Test
    void a_second_object_on_a_line_makes_its_key_unreadable_so_that_nobody_is_withdrawn() {
        Contract lenient =
                Feeds.parse(Feeds.yaml("civil-affairs/hardship").replace("maxRejectShare: 0.1", "maxRejectShare: 1"));
        Feeds.Read read = Feeds.read(lenient, ONE + " " + TWO);
        assertThat((Rejection) read.rows().getFirst())
                .extracting(Rejection::rule, Rejection::rowKey)
                .containsExactly("NOT_JSON", null);
    }

    @Test
    void an_element_that_is_no_flat_object_is_one_rejection_and_keeps_what_it_was() {
        Contract lenient = Feeds.parse(Feeds.yaml("civil-affairs/hardship")
                .replaceFirst("format: .*", "format: {type: json}")
                .replace("maxRejectShare: 0.1", "maxRejectShare: 1"));
        String nested = TWO.replace("\"H-1\"", "{\"a\":[1]}");
        Feeds.Read read = Feeds.read(lenient, "[" + ONE + ",\n7,\n" + nested + "]");
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(3);
        assertThat(read.rows().stream().skip(1))
                .allSatisfy(row -> assertThat(((Rejection) row).rule()).isEqualTo("NOT_JSON"));
        Rejection last = (Rejection) read.rows().getLast();
        assertThat(last.line()).isEqualTo(3);
        assertThat(last.rowKey()).isEqualTo(Feeds.KEYS.key("01", "34100319680315902X"));
        assertThat(last.row()).contains("34100319680315902X", "张三");
    }

    @Test
    void files_of_a_zip_are_parts_whatever_each_is() throws IOException {
        Contract roster = Feeds.parse(Feeds.yaml("education/roster")
                .replaceFirst("format: .*", "format: {type: xlsx, sheets: all}")
                .replace("maxRejectShare: 0.2", "maxRejectShare: 1"));
        String csv = String.join(",", HEADS) + "\n" + String.join(",", PUPIL) + "\n";
        String bad = csv.replace("330302201509019019", "330302201509019018");
        byte[] zip = Samples.zip(
                csv.getBytes(StandardCharsets.UTF_8),
                Samples.sheet(List.of(HEADS, PUPIL)),
                bad.getBytes(StandardCharsets.UTF_8));
        Feeds.Read read = Feeds.read(roster, zip);
        assertThat(read.refusal()).isEmpty();
        assertThat(read.rows()).hasSize(3);
        assertThat((Rejection) read.rows().getLast())
                .extracting(Rejection::part, Rejection::line)
                .containsExactly(3, 2);
        Refusal refusal = Feeds.read(
                        roster,
                        Samples.zip(csv.getBytes(StandardCharsets.UTF_8), "x\ny".getBytes(StandardCharsets.UTF_8)))
                .refusal()
                .orElseThrow();
        assertThat(refusal)
                .extracting(Refusal::rule, Refusal::place)
                .containsExactly("NO_HEADER", "file 2, lines 1 to 20");
    }

    @Test
    void what_is_not_accepted_is_refused_by_what_it_is_and_what_is_agreed() throws IOException {
        Contract only = format("{type: csv, accepts: [csv, zip]}");
        byte[] csv = (HEADER + A + B).getBytes(StandardCharsets.UTF_8);
        assertThat(Feeds.read(only, csv).refusal()).isEmpty();
        assertThat(Feeds.read(only, Samples.zip(csv)).refusal()).isEmpty();
        Refusal json = Feeds.read(only, ONE).refusal().orElseThrow();
        assertThat(json.rule()).isEqualTo("NOT_ACCEPTED");
        assertThat(json.fix()).contains("JSON", "CSV/text、ZIP");
        byte[] sheet = Samples.sheet(List.of(HEADS, PUPIL));
        assertThat(Feeds.read(only, sheet).refusedBy()).isEqualTo("NOT_ACCEPTED");
        assertThat(Feeds.read(only, Samples.zip(sheet)).refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.place()).isEqualTo("file 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: csv, accepts: []}",
                "{type: csv, accepts: [zip]}",
                "{type: csv, accepts: [xls]}",
                "{type: csv, charset: latin1}",
                "{type: csv, delimeter: x}",
                "{type: doc}"
            })
    void a_format_that_cannot_be_is_a_problem_of_the_contract(String format) {
        assertThatThrownBy(() -> format(format)).hasMessageContaining("format");
    }

    @Test
    void while_a_batch_is_spooled_no_file_of_it_has_a_name(@TempDir Path folder) throws IOException {
        Contract roster = Feeds.contract("education/roster");
        List<String> names = new ArrayList<>();
        RowSink sink = new RowSink() {
            @Override
            public void row(Row row) {
                try (Stream<Path> files = Files.list(folder)) {
                    names.add("row");
                    files.forEach(file -> names.add(file.toString()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void broken(Row row, String column, Defect defect) {
                throw new AssertionError(defect.rule());
            }
        };
        byte[] sheet = Samples.zip(Samples.sheet(List.of(HEADS, PUPIL)));
        BatchFile.read(new ByteArrayInputStream(sheet), roster.delivery().format(), roster.layout(), folder, sink);
        assertThat(names).containsExactly("row");
        assertThat(folder).isEmptyDirectory();
    }

    private static Contract format(String format) {
        return Feeds.parse(Feeds.yaml("civil-affairs/hardship").replaceFirst("format: .*", "format: " + format));
    }
}
