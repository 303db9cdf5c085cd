package canbao.feed.learn;

import canbao.feed.field.ColumnType;
import canbao.feed.format.Format;
import canbao.model.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a draft as a contract file. What a file cannot tell is left out and marked, so that the check asks for it. */
final class DraftYaml {
    private static final List<String> NOT_IN_A_FILE = List.of("feed", "owner", "legalBasis", "purpose", "retention");

    private final StringBuilder yaml = new StringBuilder();

    private DraftYaml() {}

    static String of(Draft draft) {
        DraftYaml writer = new DraftYaml();
        writer.head(draft);
        draft.columns().forEach(column -> writer.column(column, draft));
        writer.batch(draft);
        return writer.yaml.toString();
    }

    /** What makes a draft whole for a trial, and never for use. */
    static String filled(Draft draft) {
        String text = of(draft);
        StringBuilder filled = new StringBuilder(text);
        for (String key : NOT_IN_A_FILE) {
            if (!text.contains("\n" + key + ":")) {
                String value = key.equals("feed") ? "draft/draft" : key.equals("retention") ? "P1Y" : "draft";
                filled.append(key).append(": ").append(value).append('\n');
            }
        }
        return filled.toString();
    }

    private void head(Draft draft) {
        line("# 草稿：由文件推断，逐条核对后使用 / A draft, inferred from a file: check every line before it is used");
        draft.notes().forEach(note -> line("# ! " + note));
        line("");
        if (draft.feed() == null) {
            missing("feed", "机构/数据，小写英文 / agency/feed in lower-case words");
        } else {
            line("feed: " + draft.feed());
        }
        line("version: 1");
        missing("owner", "提供单位和处室 / the office that sends it");
        missing("legalBasis", "法律依据 / the legal basis");
        missing("purpose", "用途 / what it is for");
        line("sensitivity: sensitive");
        missing("retention", "保存多久，如 P1Y / how long it is kept, such as P1Y");
        line("");
        Draft.Delivery delivery = draft.delivery();
        line("kind: %s%s"
                .formatted(word(delivery.kind().what()), sure(delivery.kind().confidence(), "")));
        line("mode: %s%s"
                .formatted(
                        word(delivery.mode().what()),
                        sure(delivery.mode().confidence(), "是全量还是增量 / whole list or increments?")));
        line("format: {" + format(delivery) + "}");
        line("unknownColumns: ignore");
        line(
                delivery.fileName().isEmpty()
                        ? "asOf: {from: receipt}"
                        : "asOf: {from: file-name, pattern: " + quoted(delivery.fileName()) + "}");
        Draft.Rows rows = draft.rows();
        line("scope: %s%s"
                .formatted(rows.scope().what(), sure(rows.scope().confidence(), "一次全量替换的范围 / what one list replaces")));
        line("key: [%s]%s"
                .formatted(String.join(", ", rows.key().what()), sure(rows.key().confidence(), "")));
        if (rows.versionColumn() != null) {
            line("versionColumn: " + rows.versionColumn());
        }
        line("");
        line("columns:");
    }

    private void column(DraftColumn column, Draft draft) {
        line("  " + column.name() + ":"
                + sure(column.sure().confidence(), column.sure().note()));
        line("    header: [" + quoted(column.header()) + "]");
        DraftColumn.Form form = column.form();
        if (!form.part().isEmpty()) {
            line("    part: " + form.part());
        }
        line("    type: " + column.type().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (form.patterns().size() == 1) {
            line("    pattern: " + quoted(form.patterns().getFirst()));
        } else if (!form.patterns().isEmpty()) {
            line("    pattern: [" + joined(form.patterns()) + "]");
        }
        if (column.type() == ColumnType.CODE) {
            line(form.codesFile().isEmpty() ? "    codes:" : "    codesFile: " + form.codesFile());
            for (Map.Entry<String, List<String>> code : form.codes().entrySet()) {
                line("      " + quoted(code.getKey()) + ": [" + joined(code.getValue()) + "]");
            }
        }
        if (column.type() == ColumnType.BIRTH) {
            line("    range: {max: today}");
        }
        if (column.type() == ColumnType.CERTIFICATE && column.person()) {
            draft.column("certificateType")
                    .filter(type -> type.type() == ColumnType.CODE && type.required())
                    .ifPresent(type -> line("    certificateTypeColumn: certificateType"));
        }
        if (column.required()) {
            line("    required: true");
        }
        if (!column.person()) {
            line("    person: false");
        }
    }

    private void batch(Draft draft) {
        line("");
        line("batch:");
        line("  maxRejectShare: 0.1");
        line("  minRows: 1");
        if (draft.delivery().mode().what() == Mode.SNAPSHOT) {
            line("  maxWithdrawShare: 0.1");
        }
        line("  maxRows: " + Math.clamp(10L * Math.max(draft.rows().seen(), 1000), 10_000, 5_000_000));
    }

    private static String format(Draft.Delivery delivery) {
        String type = "type: " + delivery.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (delivery.type() == Format.Type.CSV) {
            String charset = delivery.charset().isEmpty() ? "" : ", charset: " + delivery.charset();
            String delimiter = delivery.delimiter() < ' '
                    ? "\"\\u%04x\"".formatted((int) delivery.delimiter())
                    : "\"" + delivery.delimiter() + "\"";
            return type + charset + ", delimiter: " + delimiter;
        }
        return delivery.sheets().isEmpty() ? type : type + ", sheets: [" + quoted(delivery.sheets()) + "]";
    }

    private void missing(String key, String what) {
        line("# 请填写 / fill in  %s:  %s".formatted(key, what));
    }

    private static String sure(double confidence, String note) {
        return "   # 把握 / confidence %.2f%s".formatted(confidence, note.isEmpty() ? "" : "；" + note);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String joined(List<String> texts) {
        return texts.stream().map(DraftYaml::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replaceAll("[\\r\\n]+", " ") + "'";
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
