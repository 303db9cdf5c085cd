package canbao.feed.format.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An XLSX written part by part, so that each can be spoilt. */
public final class RawWorkbook {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, String> sheets = new LinkedHashMap<>();
    private String properties = "";
    private String styles = "";
    private String shared = "";

    /** A sheet of texts; an empty text is no cell. */
    public RawWorkbook sheet(String name, List<List<String>> rows) {
        return xml(
                name,
                IntStream.range(0, rows.size())
                        .mapToObj(row -> row(row + 1, rows.get(row)))
                        .collect(Collectors.joining()));
    }

    /** A sheet from the inside of its sheetData. */
    public RawWorkbook xml(String name, String rows) {
        sheets.put("name=\"" + name + "\"", "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>");
        return this;
    }

    /** Hides the last sheet. */
    public RawWorkbook hidden() {
        String last =
                sheets.keySet().stream().skip(sheets.size() - 1L).findFirst().orElseThrow();
        sheets.put(last + " state=\"hidden\"", String.valueOf(sheets.remove(last)));
        return this;
    }

    public RawWorkbook from1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    /** Cell styles 1, 2 … with these formats; 0 is plain. */
    public RawWorkbook formats(String... codes) {
        String own = IntStream.range(0, codes.length)
                .mapToObj(i -> "<numFmt numFmtId=\"" + (200 + i) + "\" formatCode=\"" + codes[i] + "\"/>")
                .collect(Collectors.joining());
        String cells = IntStream.range(0, codes.length)
                .mapToObj(i -> "<xf numFmtId=\"" + (200 + i) + "\"/>")
                .collect(Collectors.joining());
        styles = "<styleSheet " + MAIN + "><numFmts>" + own + "</numFmts><cellXfs><xf numFmtId=\"0\"/>" + cells
                + "</cellXfs></styleSheet>";
        return this;
    }

    /** The insides of the shared texts. */
    public RawWorkbook shared(String... items) {
        shared = "<sst " + MAIN + "><si>" + String.join("</si><si>", items) + "</si></sst>";
        return this;
    }

    /** Puts another text in place of a part, or one more part. */
    public RawWorkbook part(String path, String text) {
        parts.put(path, text);
        return this;
    }

    public static String row(int number, List<String> texts) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isEmpty()) {
                row.append("<c r=\"")
                        .append((char) ('A' + i))
                        .append(number)
                        .append("\" t=\"inlineStr\"><is><t>")
                        .append(texts.get(i).replace("&", "&amp;").replace("<", "&lt;"))
                        .append("</t></is></c>");
            }
        }
        return row.append("</row>").toString();
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : all().entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** All parts by their paths. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("[Content_Types].xml", XML + "<Types/>");
        all.put(
                "_rels/.rels",
                XML + "<Relationships xmlns=\"" + PACKAGE + "\"><Relationship Id=\"r1\" Type=\"" + OFFICE
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        StringBuilder tabs = new StringBuilder();
        StringBuilder links = new StringBuilder();
        int n = 0;
        for (Map.Entry<String, String> sheet : sheets.entrySet()) {
            n++;
            tabs.append("<sheet sheetId=\"" + n + "\" r:id=\"r" + n + "\" " + sheet.getKey() + "/>");
            links.append(link("r" + n, "worksheet", "worksheets/sheet" + n + ".xml"));
            all.put("xl/worksheets/sheet" + n + ".xml", XML + sheet.getValue());
        }
        if (!styles.isEmpty()) {
            links.append(link("rs", "styles", "styles.xml"));
            all.put("xl/styles.xml", XML + styles);
        }
        if (!shared.isEmpty()) {
            links.append(link("rt", "sharedStrings", "/xl/sharedStrings.xml"));
            all.put("xl/sharedStrings.xml", XML + shared);
        }
        all.put(
                "xl/workbook.xml",
                XML + "<workbook " + MAIN + " xmlns:r=\"" + OFFICE + "\">" + properties + "<sheets>" + tabs
                        + "</sheets></workbook>");
        all.put(
                "xl/_rels/workbook.xml.rels",
                XML + "<Relationships xmlns=\"" + PACKAGE + "\">" + links + "</Relationships>");
        all.putAll(parts);
        return all;
    }

    private static String link(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }
}
