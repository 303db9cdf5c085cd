package canbao.feed.format.file;

import static canbao.feed.read.Samples.HEADS;
import static canbao.feed.read.Samples.PUPIL;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.contract.Contract;
import canbao.feed.format.sheet.RawWorkbook;
import canbao.feed.read.Feeds;
import canbao.feed.read.Samples;
import canbao.model.batch.Claim;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However a list is written, its rows say the same. */
class SameRowsTest {
    private static final List<String> NAMES = List.of(
            "张三",
            "欧阳娜娜",
            "阿卜杜拉·买买提",
            "王\uD842\uDFB7",
            "㑇䶮",
            "O'Neil",
            "Li, Lei",
            "\"小\"明",
            " 李 四 ",
            "王\u200b五",
            "张\n三",
            "张|三",
            "a;b\tc");
    private static final List<String> NUMBERS = List.of(
            "330302201509019019",
            "34100319680315902X",
            "330302201509019018",
            "11010519491231002x",
            "",
            "3.30302E+17",
            "1");
    private static final List<String> DATES = List.of("20150901", "2015-09-01", "2015/9/1", "", "昨天");
    private static final List<String> FLAGS = List.of("是", "否", "也许", "");
    private static final String[] CHARSETS = {"UTF-8", "GB18030", "UTF-16"};

    @Property(tries = 25)
    void the_same_rows_in_every_form_give_the_same_results(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<List<String>> rows = rows(random);
        String expected = null;
        for (Map.Entry<String, byte[]> form : forms(rows, random).entrySet()) {
            String found = said(contract(form.getKey()), form.getValue());
            assertThat(found).as(form.getKey()).doesNotStartWith("refused");
            assertThat(found).as(form.getKey()).isEqualTo(expected == null ? found : expected);
            expected = found;
            assertThat(said(contract(form.getKey()), Samples.zip(form.getValue())))
                    .as("zip of " + form.getKey())
                    .isEqualTo(expected);
        }
    }

    private static List<List<String>> rows(Random random) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(8); i++) {
            List<String> row = new ArrayList<>(PUPIL);
            row.set(HEADS.indexOf("姓名"), pick(NAMES, random));
            row.set(HEADS.indexOf("身份证件号"), pick(NUMBERS, random));
            row.set(HEADS.indexOf("出生日期"), pick(DATES, random));
            row.set(HEADS.indexOf("是否随迁子女"), pick(FLAGS, random));
            row.set(HEADS.indexOf("监护人姓名"), pick(NAMES, random));
            rows.add(row);
        }
        return rows;
    }

    /** What is agreed, or {@code detect}, and a file so written. */
    private static Map<String, byte[]> forms(List<List<String>> rows, Random random) throws IOException {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        List<List<String>> all = new ArrayList<>(rows);
        all.addFirst(HEADS);
        for (String charset : CHARSETS) {
            for (char delimiter : new char[] {',', '\t', '|', ';', '\u0001'}) {
                byte[] bytes = csv(all, delimiter, random).getBytes(Charset.forName(charset));
                String agreed = "delimiter: \"\\u%04x\"".formatted((int) delimiter);
                forms.put("{type: csv} #" + charset + (int) delimiter, bytes);
                forms.put("{type: csv, " + agreed + "} #" + charset, bytes);
                if (!charset.equals("UTF-16")) {
                    forms.put("{type: csv, charset: " + charset + ", " + agreed + "}", bytes);
                }
            }
        }
        forms.put("{type: xlsx}", Samples.sheet(all));
        forms.put("{type: xlsx} #inline", new RawWorkbook().sheet("x", all).bytes());
        List<JsonObject> objects = rows.stream().map(SameRowsTest::object).toList();
        JsonArray array = new JsonArray(objects);
        forms.put("{type: json}", array.encode().getBytes(StandardCharsets.UTF_8));
        forms.put("{type: json} #pretty", array.encodePrettily().getBytes(StandardCharsets.UTF_8));
        forms.put(
                "{type: json-lines}",
                objects.stream()
                        .map(JsonObject::encode)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8));
        return forms;
    }

    private static JsonObject object(List<String> row) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < row.size(); i++) {
            object.put(HEADS.get(i), row.get(i));
        }
        return object;
    }

    private static String csv(List<List<String>> rows, char delimiter, Random random) {
        String end = random.nextBoolean() ? "\n" : "\r\n";
        return rows.stream()
                .map(row -> row.stream()
                        .map(value -> quoted(value, delimiter, random))
                        .collect(Collectors.joining(String.valueOf(delimiter))))
                .collect(Collectors.joining(end, "", random.nextBoolean() ? end : ""));
    }

    private static String quoted(String value, char delimiter, Random random) {
        boolean must = value.indexOf(delimiter) >= 0 || value.contains("\"") || value.contains("\n");
        return must || random.nextInt(5) == 0 ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }

    private static String said(Contract contract, byte[] bytes) {
        Feeds.Read read = Feeds.read(contract, bytes);
        return read.refusal()
                .map(refusal -> "refused: " + refusal)
                .orElseGet(() -> read.rows().stream().map(SameRowsTest::said).collect(Collectors.joining("\n")));
    }

    private static String said(RowResult row) {
        return switch (row) {
            case Claim claim ->
                claim.rowKey() + " " + claim.contentHash() + " " + claim.scope() + " " + claim.attributes() + " "
                        + claim.sighting().name() + " " + claim.sighting().phone();
            case Rejection rejection ->
                rejection.rule() + " " + rejection.field() + " " + rejection.maskedValue() + " " + rejection.rowKey()
                        + " " + rejection.scope();
        };
    }

    private static Contract contract(String format) {
        return Feeds.parse(Feeds.yaml("education/roster")
                .replaceFirst(
                        "format: .*",
                        java.util.regex.Matcher.quoteReplacement("format: " + format.replaceFirst(" #.*", "")))
                .replace("maxRejectShare: 0.2", "maxRejectShare: 1"));
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
