package canbao.feed.learn;

import canbao.feed.field.ColumnType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives columns our names, each once, and decides which of several certificates, names and phones are the person's own. */
final class Naming {
    private static final Set<ColumnType> ONCE = EnumSet.of(
            ColumnType.CERTIFICATE, ColumnType.BIRTH_CERTIFICATE, ColumnType.NAME, ColumnType.PHONE, ColumnType.BIRTH);

    private final Set<String> taken = new HashSet<>();
    private final List<String> notes;

    private Naming(List<String> notes) {
        this.notes = notes;
    }

    static List<DraftColumn> named(List<DraftColumn> columns, List<String> notes) {
        return new Naming(notes).named(columns);
    }

    private List<DraftColumn> named(List<DraftColumn> columns) {
        Set<DraftColumn> own = new HashSet<>();
        for (ColumnType type : ONCE) {
            List<DraftColumn> such =
                    columns.stream().filter(column -> column.type() == type).toList();
            such.stream()
                    .filter(column -> !Dictionary.isAnother(column.header()))
                    .findFirst()
                    .or(() -> such.stream()
                            .findFirst()
                            .filter(any -> type == ColumnType.CERTIFICATE || type == ColumnType.PHONE))
                    .ifPresent(own::add);
            if (such.size() > 1) {
                notes.add("有%d列是%s，取其一为本人，请核对 / %d columns are of type %s, one was taken for the person's own"
                        .formatted(such.size(), type, such.size(), type));
            }
        }
        List<DraftColumn> named = new ArrayList<>();
        for (DraftColumn column : columns) {
            boolean person = !ONCE.contains(column.type()) || own.contains(column);
            named.add(column.named(name(column, person), person));
        }
        return named;
    }

    private String name(DraftColumn column, boolean person) {
        String usual = switch (column.type()) {
            case CERTIFICATE -> "certificate";
            case NAME -> "name";
            case PHONE -> "phone";
            case BIRTH -> "birth";
            default -> Dictionary.meaning(column.header());
        };
        String wanted = usual == null || isReserved(usual, column.type()) ? plain(column.header()) : usual;
        String name = person ? wanted : "other" + wanted.substring(0, 1).toUpperCase(Locale.ROOT) + wanted.substring(1);
        for (int i = 2; !taken.add(name); i++) {
            name = name.replaceFirst("\\d*$", "") + i;
        }
        return name;
    }

    /** Names that promise a type. */
    private static boolean isReserved(String name, ColumnType type) {
        return switch (name) {
            case "certificate" -> type != ColumnType.CERTIFICATE;
            case "name" -> type != ColumnType.NAME;
            case "phone" -> type != ColumnType.PHONE;
            case "birth" -> type != ColumnType.BIRTH;
            default -> false;
        };
    }

    private String plain(String header) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c < 128 && Character.isLetterOrDigit(c)) {
                name.append(name.isEmpty() ? Character.toLowerCase(c) : upper ? Character.toUpperCase(c) : c);
                upper = false;
            } else {
                upper = true;
            }
        }
        boolean usable = name.toString().matches("[a-z][A-Za-z0-9]{1,40}");
        return usable ? name.toString() : "column" + (taken.size() + 1);
    }
}
