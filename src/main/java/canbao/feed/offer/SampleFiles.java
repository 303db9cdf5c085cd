package canbao.feed.offer;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ControlTerms;
import canbao.feed.format.Format;
import canbao.feed.format.Format.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Rows written in every form that a contract takes. */
final class SampleFiles {
    private final SampleShape shape;
    private final Contract contract;
    private final LocalDate today;

    SampleFiles(SampleShape shape, LocalDate today) {
        this.shape = shape;
        this.contract = shape.contract;
        this.today = today;
    }

    /** File name to bytes. */
    Map<String, byte[]> all(List<SampleRow> rows) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (takes(Form.CSV)) {
            files.put(name("csv"), csv(rows));
        }
        if (takes(Form.XLSX)) {
            files.put(name("xlsx"), new SampleSheet(shape).bytes(table(rows), true));
        }
        if (takes(Form.JSON)) {
            files.put(name("json"), array(rows));
            files.put(name("jsonl"), lines(rows));
        }
        if (takes(Form.ZIP)) {
            String inside = files.keySet().iterator().next();
            files.put(name("zip"), zip(inside, files.getOrDefault(inside, new byte[0])));
        }
        return files;
    }

    boolean takes(Form form) {
        return contract.delivery().format().accepts().contains(form);
    }

    /** Delimited text in the declared charset. */
    byte[] csv(List<SampleRow> rows) {
        Format format = contract.delivery().format();
        char between = format.delimiter() == Format.DETECT ? ',' : format.delimiter();
        Charset agreed = format.charset();
        StringBuilder text = new StringBuilder(line(shape.wide(), between));
        table(rows).forEach(cells -> text.append(line(cells, between)));
        return text.toString().getBytes(agreed == null ? StandardCharsets.UTF_8 : agreed);
    }

    byte[] lines(List<SampleRow> rows) {
        return rows.stream()
                .map(row -> SampleJson.line(shape, row))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] array(List<SampleRow> rows) {
        return rows.stream()
                .map(row -> "  " + SampleJson.line(shape, row))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A name from which the contract can take the date, where it wants to. */
    String name(String ending) {
        Pattern pattern = contract.delivery().asOf().fileName();
        if (pattern != null) {
            Map<String, String> day = Map.of(Contract.AsOf.GROUP, today.format(DateTimeFormatter.BASIC_ISO_DATE));
            Random random = new Random(1);
            for (int tries = 0; tries < 200; tries++) {
                String name = PatternSample.of(pattern.pattern(), day, random);
                if (name.endsWith("." + ending) && pattern.matcher(name).matches()) {
                    return name;
                }
            }
        }
        return "sample." + ending;
    }

    /** The rows' cells, with the row that adds them up where the contract has one. */
    private List<List<String>> table(List<SampleRow> rows) {
        List<List<String>> table = new ArrayList<>();
        rows.forEach(row -> table.add(shape.cells(row)));
        ControlTerms.Trailer trailer = contract.checks().control().trailer();
        if (trailer != null) {
            List<String> last = new ArrayList<>(shape.wide());
            last.replaceAll(header -> "");
            last.set(0, trailer.marker());
            put(last, trailer.rows(), String.valueOf(rows.size()));
            put(last, trailer.sum(), sum(rows).toPlainString());
            table.add(last);
        }
        return table;
    }

    /** What the rows add up to in the column that the contract sums. */
    BigDecimal sum(List<SampleRow> rows) {
        int column = contract.position(contract.checks().control().sumColumn());
        BigDecimal sum = BigDecimal.ZERO;
        for (SampleRow row : rows) {
            String value =
                    column < 0 ? "" : row.value(contract.columns().get(column).header());
            // a planted fault is no amount
            sum = sum.add(value.matches("\\d+(\\.\\d+)?") ? new BigDecimal(value) : BigDecimal.ZERO);
        }
        return sum;
    }

    private static void put(List<String> cells, int cell, String value) {
        if (cell > 0) {
            while (cells.size() < cell) {
                cells.add("");
            }
            cells.set(cell - 1, value);
        }
    }

    private static String line(List<String> cells, char between) {
        return cells.stream()
                .map(cell -> cell.indexOf(between) < 0 && cell.indexOf('"') < 0
                        ? cell
                        : '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(String.valueOf(between), "", "\r\n"));
    }

    private byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(today.atStartOfDay());
            zip.putNextEntry(entry);
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a sample", e);
        }
        return out.toByteArray();
    }
}
