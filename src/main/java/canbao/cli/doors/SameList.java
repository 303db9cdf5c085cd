package canbao.cli.doors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A made-up civil-affairs list in every form in which an agency may have it. Some rows are wrong, each by another rule. The
 * same rows for the same size.
 *
 * @param good how many rows can be used
 */
record SameList(int good, List<List<String>> rows) {
    /** The columns as the contract calls them; those of an exchange table. */
    static final List<String> COLUMNS =
            List.of("certificate", "name", "category", "disability", "household", "area", "begin", "end", "phone");

    private static final List<String> HEADER =
            List.of("身份证件号码", "姓名", "救助类型", "残疾等级", "户编号", "行政区划", "起始年月", "终止年月", "联系电话");
    private static final List<String> CATEGORIES = List.of("城市低保", "农村低保", "城市特困", "孤儿", "低保边缘户");
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";

    static SameList of(int good) {
        Random random = new Random(good);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < good; i++) {
            rows.add(row(i, random));
        }
        rows.add(changed(row(good, random), 0, "330302199913010017"));
        rows.add(changed(row(good + 1, random), 2, "没有的类别"));
        rows.add(changed(row(good + 2, random), 6, "2024.13"));
        return new SameList(good, List.copyOf(rows));
    }

    int rejected() {
        return rows.size() - good;
    }

    /** As civil affairs exports it: GB18030, commas, CRLF. */
    byte[] csv(Charset charset) {
        StringBuilder text = new StringBuilder(String.join(",", HEADER)).append("\r\n");
        rows.forEach(row -> text.append(String.join(",", row)).append("\r\n"));
        return text.toString().getBytes(charset);
    }

    byte[] csv() {
        return csv(Charset.forName("GB18030"));
    }

    /** With a title above the header, as office programs' users make it. */
    byte[] xlsx() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "canbao", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("名单");
            sheet.value(0, 0, "在册困难群众名单");
            fill(sheet, 1, HEADER);
            for (int i = 0; i < rows.size(); i++) {
                fill(sheet, i + 2, rows.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the workbook cannot be written", e);
        }
        return bytes.toByteArray();
    }

    byte[] jsonArray() {
        return ("[" + String.join(",\n", objects()) + "]").getBytes(StandardCharsets.UTF_8);
    }

    byte[] jsonLines() {
        return (String.join("\n", objects()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The CSV in an archive. */
    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("hardship.csv"));
            zip.write(csv());
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("the archive cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private List<String> objects() {
        return rows.stream().map(SameList::object).toList();
    }

    private static String object(List<String> row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeStringField(HEADER.get(i), row.get(i));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a row cannot be written", e);
        }
        return text.toString();
    }

    private static void fill(Worksheet sheet, int at, List<String> texts) {
        for (int column = 0; column < texts.size(); column++) {
            sheet.value(at, column, texts.get(column));
        }
    }

    private static List<String> row(int i, Random random) {
        String body = "330302%04d%02d%02d%03d"
                .formatted(1950 + i / 12_000 % 50, 1 + i / 1000 % 12, 1 + random.nextInt(28), i % 1000);
        return List.of(
                certified(body),
                pick(SURNAMES, random) + pick(GIVEN, random) + pick(GIVEN, random),
                CATEGORIES.get(i % CATEGORIES.size()),
                i % 10 == 0 ? "二级" : "",
                "330302%06d".formatted(1 + i / 3),
                "330302",
                "20%02d%02d".formatted(10 + i % 14, 1 + i % 12),
                i % 7 == 0 ? "202712" : "",
                "1390000%04d".formatted(i % 10_000));
    }

    private static List<String> changed(List<String> row, int at, String value) {
        List<String> changed = new ArrayList<>(row);
        changed.set(at, value);
        return List.copyOf(changed);
    }

    private static String pick(String from, Random random) {
        return String.valueOf(from.charAt(random.nextInt(from.length())));
    }

    private static String certified(String body) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + CHECK.charAt(sum % 11);
    }

    @Override
    public String toString() {
        return "SameList[" + good + "]";
    }
}
