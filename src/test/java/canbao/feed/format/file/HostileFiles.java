package canbao.feed.format.file;

import static canbao.feed.read.Samples.A;
import static canbao.feed.read.Samples.HEADER;
import static canbao.feed.read.Samples.HEADS;
import static canbao.feed.read.Samples.PUPIL;

import canbao.feed.format.file.RawZip.Lie;
import canbao.feed.format.sheet.RawWorkbook;
import canbao.feed.read.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that mean harm, each with the rule that must refuse it and the place that it must name. */
final class HostileFiles {
    private static final byte[] GOOD = (HEADER + A).getBytes(StandardCharsets.UTF_8);
    private static final String LAUGHS = laughs();
    private static final String OUTSIDE =
            "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % y SYSTEM \"http://127.0.0.1:9/\">%y;]>";

    private final Path folder;
    private final Map<String, String> expected = new LinkedHashMap<>();

    /** Writes the files. */
    HostileFiles(Path folder) throws IOException {
        this.folder = folder;
        xml();
        sheets();
        archives();
        names();
        texts();
        json();
    }

    /** From file name to {@code RULE place}. */
    Map<String, String> expected() {
        return expected;
    }

    private void xml() throws IOException {
        for (String part : new String[] {
            "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"
        }) {
            String name = part.replaceAll(".*/", "").replaceAll("[^A-Za-z]", "");
            add("entities-" + name + ".xlsx", "HOSTILE_XML file", spoilt(part, OUTSIDE, "&x;"));
            add("laughs-" + name + ".xlsx", "HOSTILE_XML file", spoilt(part, LAUGHS, "&lol9;"));
        }
        StringBuilder fresh = new StringBuilder(20_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            fresh.append("<n").append(i).append("/>");
        }
        add("names.xlsx", "HOSTILE_XML file", sheet(fresh.toString()));
        add("deep.xlsx", "HOSTILE_XML file", sheet("<a>".repeat(3_000_000)));
        add("attribute.xlsx", "HOSTILE_XML file", sheet("<row r=\"" + "1".repeat(20_000_000) + "\"/>"));
        add("attributes.xlsx", "HOSTILE_XML file", sheet("<row " + " a=''".repeat(3_000_000) + "/>"));
        add("comment.xlsx", "HOSTILE_XML file", sheet("<!--" + "x".repeat(20_000_000) + "-->"));
    }

    private void sheets() throws IOException {
        String header = RawWorkbook.row(1, HEADS);
        String text = "x".repeat(2_000_000);
        String pieces = "<![CDATA[" + "x".repeat(1_000) + "]]>";
        add("long-cell.xlsx", "HOSTILE_XML file", sheet(header + cell("A2", text)));
        add("pieces.xlsx", "VALUE_TOO_LONG row 2", sheet(header + cell("A2", pieces.repeat(20_000))));
        add(
                "runs.xlsx",
                "VALUE_TOO_LONG row 2",
                sheet(header + "<row r=\"2\"><c t=\"inlineStr\"><is>" + "<r><t>0123456789</t></r>".repeat(20_000)
                        + "</is></c></row>"));
        add(
                "wide.xlsx",
                "TOO_MANY_COLUMNS row 2",
                sheet(header + "<row r=\"2\">" + "<c><v>1</v></c>".repeat(100_000) + "</row>"));
        add(
                "wide-empty.xlsx",
                "TOO_MANY_COLUMNS row 2",
                sheet(header + "<row r=\"2\">" + "<c/>".repeat(100_000) + "</row>"));
        add("far.xlsx", "TOO_MANY_COLUMNS row 2", sheet(header + cell("XFD2", "1")));
        add("beyond.xlsx", "CELL_ORDER row 2", sheet(header + cell("ZZZZ2", "1")));
        add("low.xlsx", "CELL_ORDER after row 1", sheet(header + "<row r=\"1048577\"><c/></row>"));
        add("rows-back.xlsx", "CELL_ORDER after row 1", sheet(header + "<row r=\"1\"><c/></row>"));
        add(
                "cells-back.xlsx",
                "CELL_ORDER row 2",
                sheet(header + "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>"));
        add("elsewhere.xlsx", "CELL_ORDER row 2", sheet(header + "<row r=\"2\"><c r=\"A7\"><v>1</v></c></row>"));
        add("power.xlsx", "NOT_XLSX file", sheet(header + cell("A2", "1e2000000000")));
        add("shared-far.xlsx", "NOT_XLSX file", sheet(header + "<row r=\"2\"><c t=\"s\"><v>99</v></c></row>"));
        add(
                "no-end.xlsx",
                "NOT_XLSX file",
                good().part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>")
                        .bytes());
        add(
                "no-sheet.xlsx",
                "NOT_XLSX file",
                good().part("xl/workbook.xml", "<workbook/>").bytes());
        StringBuilder shared = new StringBuilder(90_000_000);
        for (int i = 0; i < 700_000; i++) {
            shared.append("<si><t>").append(i).append("0123456789".repeat(10)).append("</t></si>");
        }
        add(
                "shared-many.xlsx",
                "TOO_MANY_TEXTS file",
                good().shared("<t/>")
                        .part("xl/sharedStrings.xml", "<sst>" + shared + "</sst>")
                        .bytes());
    }

    private void archives() throws IOException {
        byte[] mega = new byte[1 << 20];
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        add(
                "bomb-declared.zip",
                "ZIP_BOMB file",
                new RawZip().add(new Lie().size(0xFFFFFFFEL), mega).bytes());
        add(
                "bomb-undeclared.zip",
                "ZIP_BOMB file 1",
                new RawZip().addLong(new Lie().size(1000), spaces, 300).bytes());
        add(
                "bomb-shared.zip",
                "ZIP_BOMB file",
                new RawZip()
                        .addLong(new Lie().times(900).size(30_000), spaces, 40)
                        .bytes());
        byte[] bomb = new RawZip()
                .add(new Lie().name("[Content_Types].xml"), "<Types/>".getBytes(StandardCharsets.UTF_8))
                .addLong(new Lie().name("xl/workbook.xml").size(5_000), spaces, 2_000)
                .bytes();
        add("bomb.xlsx", "ZIP_BOMB file", bomb);
        RawZip many = new RawZip();
        for (int i = 0; i < 60_000; i++) {
            many.add(new Lie().name(i + ".csv"), new byte[0]);
        }
        add("many.zip", "ZIP_BOMB file", many.bytes());
        add("nested.zip", "NESTED_ZIP file 2", Samples.zip(GOOD, Samples.zip(GOOD)));
        add(
                "encrypted.zip",
                "ENCRYPTED file 1",
                new RawZip().add(new Lie().flags(0x801), GOOD).bytes());
        add(
                "lzma.zip",
                "ZIP_METHOD file 1",
                new RawZip().add(new Lie().method(14), GOOD).bytes());
        byte[] cut = Samples.zip(GOOD);
        add("cut.zip", "DAMAGED_ARCHIVE file", java.util.Arrays.copyOf(cut, cut.length / 2));
        byte[] flipped = new RawZip().add(new Lie(), GOOD).bytes();
        flipped[60] ^= 0x55;
        add("flipped.zip", "DAMAGED_ARCHIVE file 1", flipped);
        add(
                "shorter.zip",
                "DAMAGED_ARCHIVE file 1",
                new RawZip().add(new Lie().size(1 << 20), GOOD).bytes());
        add("empty.zip", "EMPTY file", new RawZip().bytes());
        add("empty-entry.zip", "EMPTY file 2", Samples.zip(GOOD, new byte[0]));
        add("old.xls", "UNKNOWN_FORM file", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1});
        add("page.xls", "UNKNOWN_FORM file", "\n<html><table>".getBytes(StandardCharsets.UTF_8));
    }

    private void names() throws IOException {
        String[] names = {
            "../x.csv",
            "a/../../x.csv",
            "/etc/x.csv",
            "C:/x.csv",
            "..\\x.csv",
            "a\\b.csv",
            "a\u0000.csv",
            "a\u001b[2J.csv",
            "a\n.csv",
            "..",
            "",
            "x".repeat(300)
        };
        for (int i = 0; i < names.length; i++) {
            add(
                    "name-" + i + ".zip",
                    "ENTRY_NAME file 2",
                    new RawZip()
                            .add(new Lie(), GOOD)
                            .add(new Lie().name(names[i]), GOOD)
                            .bytes());
        }
        add(
                "twice.zip",
                "ENTRY_NAME file 2",
                new RawZip().add(new Lie(), GOOD).add(new Lie(), GOOD).bytes());
    }

    private void texts() throws IOException {
        add("field.csv", "VALUE_TOO_LONG line 2", text(HEADER + "\"" + "x".repeat(2_000_000) + "\",1"));
        add("columns.csv", "TOO_MANY_COLUMNS line 1", text("a,".repeat(100_000) + "\n" + A));
        add("columns-below.csv", "TOO_MANY_COLUMNS line 3", text(HEADER + A + ",".repeat(100_000)));
        add("values.csv", "ROW_TOO_LONG line 2", text(HEADER + ("x".repeat(90_000) + ",").repeat(20)));
        add("nul.csv", "NUL_BYTE line 3", text(HEADER + A + "\0" + A));
        add("nuls.csv", "NUL_BYTE line 1", new byte[5_000_000]);
        add("quotes.csv", "VALUE_TOO_LONG line 2", text(HEADER + "\"" + A.repeat(20_000)));
        repeat("endless.csv", "VALUE_TOO_LONG line 1", "x", 200);
        repeat("endless-commas.csv", "TOO_MANY_COLUMNS line 1", ",x", 100);
        repeat("endless-breaks.csv", "TOO_MANY_BLANK_LINES line 2000001", "\n", 20);
        add("breaks-below.csv", "TOO_MANY_BLANK_LINES line 2000003", text(HEADER + A + "\n".repeat(5_000_000)));
        add("header-late.csv", "NO_HEADER lines 1 to 20", text("x\n".repeat(1_000_000)));
    }

    private void json() throws IOException {
        add("deep.json", "TOO_DEEP line 1", text("[".repeat(1_000_000)));
        add("deep-object.json", "TOO_DEEP line 2", text("{}\n" + "{\"a\":".repeat(100_000) + "\n{}"));
        add("field.json", "VALUE_TOO_LONG line 1", text("[{\"a\":\"" + "x".repeat(2_000_000) + "\"}]"));
        add("field.jsonl", "ROW_TOO_LONG line 2", text("{}\n{\"a\":\"" + "x".repeat(2_000_000) + "\"}\n"));
        add("name.json", "VALUE_TOO_LONG line 1", text("[{\"" + "x".repeat(90_000) + "\":1}]"));
        StringBuilder keys = new StringBuilder("[{");
        for (int i = 0; i < 100_000; i++) {
            keys.append("\"k").append(i).append("\":1,\n");
        }
        add("columns.json", "TOO_MANY_COLUMNS line 1", text(keys + "\"z\":1}]"));
        add("nul.json", "NUL_BYTE line 2", text("[\n{\"a\":\"\0\"}]"));
        add("cut.json", "BROKEN_JSON line 2", text("[{},\n{\"a\":1,"));
        add("two.json", "BROKEN_JSON line 2", text("[{}]\n[{}]"));
        add("number.json", "VALUE_TOO_LONG line 1", text("[{\"a\":" + "1".repeat(3_000_000) + "}]"));
        add("breaks.jsonl", "TOO_MANY_BLANK_LINES line 2000002", text("{}" + "\n".repeat(5_000_000)));
        repeat("endless.json", "ROW_TOO_LONG line 1", "{\"\":", 100);
        repeat("endless-string.json", "VALUE_TOO_LONG line 1", "[{\"a\":\"", 0);
        repeat("endless-bare-string.json", "BROKEN_JSON line 1", "[\"", 0);
    }

    private void add(String name, String verdict, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        expected.put(name, verdict);
    }

    /** Many megabytes of the same. */
    private void repeat(String name, String verdict, String piece, int megabytes) throws IOException {
        byte[] bytes = piece.repeat((1 << 20) / piece.length()).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            for (int i = 0; i < megabytes; i++) {
                out.write(bytes);
            }
            if (megabytes == 0) {
                out.write((piece + "x".repeat(20_000_000)).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        expected.put(name, verdict);
    }

    private static RawWorkbook good() {
        return new RawWorkbook().shared("<t>x</t>").formats("yyyy").sheet("x", List.of(HEADS, PUPIL));
    }

    private static byte[] sheet(String rows) {
        return new RawWorkbook().shared("<t>x</t>").xml("x", rows).bytes();
    }

    private static String cell(String reference, String value) {
        return "<row r=\"2\"><c r=\"" + reference + "\"><v>" + value + "</v></c></row>";
    }

    /** The good workbook with a document type in front of one part's root, and a reference inside. */
    private static byte[] spoilt(String part, String type, String reference) {
        RawWorkbook workbook = good();
        String text = String.valueOf(workbook.all().get(part));
        return workbook.part(
                        part,
                        text.replaceFirst("\\?>\n", "?>\n" + type).replaceFirst("(<[a-zA-Z][^>]*>)", "$1" + reference))
                .bytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String laughs() {
        StringBuilder type = new StringBuilder("<!DOCTYPE x [<!ENTITY lol0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            type.append("<!ENTITY lol")
                    .append(i)
                    .append(" \"")
                    .append(("&lol" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return type.append("]>").toString();
    }
}
