package canbao.feed.format.sheet;

import canbao.feed.format.BatchStop;
import canbao.feed.format.archive.Archive;
import canbao.feed.format.archive.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An XLSX file (ECMA-376): its visible sheets, and what their cells refer to. Links to other files are never followed. */
final class Workbook {
    private static final int MOST_SHEETS = 500;
    private static final String ROOT = "xl/workbook.xml";

    private final Archive archive;
    private final String path;
    private final Map<String, String> targets;
    private final List<Sheet> sheets = new ArrayList<>();
    private boolean from1904;
    private final SharedTexts texts;
    private final Styles styles;

    /** A visible sheet; its name may be personal. */
    record Sheet(String name, Entry entry) {}

    private Workbook(Archive archive) throws IOException {
        this.archive = archive;
        this.path = relationships("").entrySet().stream()
                .filter(target -> target.getKey().startsWith("officeDocument "))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(ROOT);
        this.targets = relationships(path);
        readSheets();
        Optional<Entry> shared = part("sharedStrings");
        Optional<Entry> style = part("styles");
        if (shared.isPresent()) {
            try (Xml xml = new Xml(archive.open(shared.get()))) {
                texts = SharedTexts.read(xml);
            }
        } else {
            texts = new SharedTexts();
        }
        if (style.isPresent()) {
            try (Xml xml = new Xml(archive.open(style.get()))) {
                styles = Styles.read(xml);
            }
        } else {
            styles = new Styles();
        }
    }

    static Workbook open(Archive archive) throws IOException {
        return new Workbook(archive);
    }

    /** The visible sheets in the order of their tabs. */
    List<Sheet> sheets() {
        return sheets;
    }

    SheetCursor rows(Sheet sheet) throws IOException {
        return new SheetCursor(new Xml(archive.open(sheet.entry())), texts, styles, from1904);
    }

    static BatchStop damaged() {
        return new BatchStop(
                "NOT_XLSX",
                "file",
                "不是可读的XLSX文件，请用Excel打开后另存为.xlsx / no readable XLSX file: open it in Excel and save it as .xlsx");
    }

    private void readSheets() throws IOException {
        Entry entry = archive.find(path).orElseThrow(Workbook::damaged);
        try (Xml xml = new Xml(archive.open(entry))) {
            while (xml.next()) {
                if (xml.isStart("workbookPr")) {
                    String flag = xml.attribute("date1904");
                    from1904 = "1".equals(flag) || "true".equals(flag);
                } else if (xml.isStart("sheet")) {
                    addSheet(xml);
                }
            }
        }
        if (sheets.isEmpty()) {
            throw damaged();
        }
    }

    private void addSheet(Xml xml) {
        String state = xml.attribute("state");
        String target = targets.get("worksheet " + xml.relationship());
        // chart sheets have no rows
        if (target != null && (state == null || state.equals("visible"))) {
            Entry entry = archive.find(target).orElseThrow(Workbook::damaged);
            sheets.add(new Sheet(String.valueOf(xml.attribute("name")), entry));
        }
        if (sheets.size() > MOST_SHEETS) {
            throw damaged();
        }
    }

    private Optional<Entry> part(String type) {
        return targets.entrySet().stream()
                .filter(target -> target.getKey().startsWith(type + " "))
                .findFirst()
                .flatMap(target -> archive.find(target.getValue()));
    }

    /** From last word of the type and id, such as {@code worksheet rId1}, to the path in the archive. */
    private Map<String, String> relationships(String of) throws IOException {
        int slash = of.lastIndexOf('/') + 1;
        String folder = of.substring(0, slash);
        Optional<Entry> entry = archive.find(folder + "_rels/" + of.substring(slash) + ".rels");
        Map<String, String> found = new HashMap<>();
        if (entry.isEmpty()) {
            return found;
        }
        try (Xml xml = new Xml(archive.open(entry.get()))) {
            while (xml.next()) {
                if (xml.isStart("Relationship") && !"External".equals(xml.attribute("TargetMode"))) {
                    String type = orEmpty(xml.attribute("Type"));
                    String target = orEmpty(xml.attribute("Target"));
                    found.put(
                            type.substring(type.lastIndexOf('/') + 1) + " " + xml.attribute("Id"),
                            target.startsWith("/") ? target.substring(1) : folder + target);
                }
                if (found.size() > MOST_SHEETS * 4) {
                    throw damaged();
                }
            }
        }
        return found;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
