package canbao.sim.district;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the hardship list as civil affairs does: GB18030, commas, CRLF, a Chinese header.
 *
 * @param rows without the header
 * @param lines where each defect stands: lines of the file, the header being line 1
 */
record HardshipCsv(List<String[]> rows, Map<Defect, Integer> lines) {
    private static final String[] HEADER = {"身份证件号码", "姓名", "救助类型", "残疾等级", "户编号", "行政区划", "起始年月", "终止年月", "联系电话"};
    private static final int CATEGORY = 2;
    private static final int LOWER_CASE_EVERY = 3;

    static HardshipCsv of(CivilList list, ListVersion version) {
        return switch (version) {
            case MONTH1_FIRST -> plain(november(list, true));
            case MONTH1_CORRECTED, MONTH1_RESENT, MONTH1_AGAIN -> plain(november(list, false));
            case MONTH2 -> plain(december(list));
            case MONTH2_TRUNCATED -> plain(firstFortyPercent(december(list)));
            case MONTH2_DEFECTIVE -> defective(list);
            case MONTH2_BLANK_CERTIFICATE -> plain(oneBlank(december(list)));
        };
    }

    /** December's list as it should be, followed by other rows. */
    static HardshipCsv of(CivilList list, List<String[]> more) {
        List<String[]> rows = new ArrayList<>();
        list.december().forEach(row -> rows.add(row.fields()));
        rows.addAll(more);
        return plain(rows);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 << 20);
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out, Charset.forName("GB18030"))) {
            csv.writeRecord(HEADER);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the hardship list", e);
        }
        return out.toByteArray();
    }

    private static HardshipCsv plain(List<String[]> rows) {
        return new HardshipCsv(rows, Map.of());
    }

    private static List<String[]> november(CivilList list, boolean misnamed) {
        List<String[]> rows = new ArrayList<>();
        for (Claimant row : list.november()) {
            String name = row.person().name();
            rows.add((misnamed && row.equals(list.misnamed()) ? row.withName(name + "某") : row).fields());
        }
        return rows;
    }

    /** December's clerk types some check characters in lower case, and misspells one category. */
    private static List<String[]> december(CivilList list) {
        List<String[]> rows = new ArrayList<>();
        for (Claimant row : list.december()) {
            String[] fields = row.fields();
            if (rows.size() % LOWER_CASE_EVERY == 0) {
                fields[0] = fields[0].toLowerCase(Locale.ROOT);
            }
            if (row.equals(list.typo())) {
                fields[CATEGORY] = "困境儿重";
            }
            rows.add(fields);
        }
        return rows;
    }

    private static List<String[]> firstFortyPercent(List<String[]> rows) {
        return rows.subList(0, rows.size() * 2 / 5);
    }

    private static List<String[]> oneBlank(List<String[]> rows) {
        rows.get(rows.size() / 2)[0] = "";
        return rows;
    }

    private static HardshipCsv defective(CivilList list) {
        List<String[]> good = december(list);
        int missing = list.december().indexOf(list.missing());
        int typo = list.december().indexOf(list.typo());
        List<Defect> defects = new ArrayList<>(List.of(Defect.values()));
        List<String[]> rows = new ArrayList<>(good.size());
        Map<Defect, Integer> lines = new EnumMap<>(Defect.class);
        for (int i = 0; i < good.size(); i++) {
            if (i % 100 == 50 && i != missing && i != typo && !defects.isEmpty()) {
                Defect defect = defects.removeFirst();
                rows.addAll(defect.rows(good.get(i)));
                lines.put(defect, rows.size() + 1);
            } else if (i != missing) {
                rows.add(good.get(i));
            }
        }
        return new HardshipCsv(rows, lines);
    }
}
