package canbao.routes.files;

import canbao.crypto.Sm3;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file's name says, and what it may not say. */
public final class FileNames {
    /** Ends the name of what says how a file adds up. */
    public static final String CONTROL = ".ctl";

    /** Ends the name of the empty file that says that another one is whole. */
    static final String DONE = ".done";

    private static final int LONGEST = 200;
    private static final List<String> UNFINISHED = List.of(".part", ".filepart", ".tmp", ".crdownload");

    private FileNames() {}

    /** Why a name is not taken: it could lead elsewhere, or deceive whoever reads it in a list; empty when it is plain. */
    public static Optional<String> fault(String name) {
        if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of(
                    "文件名须为 1 到 " + LONGEST + " 字节，请改名重发 / a name has 1 to " + LONGEST + " bytes: rename the file");
        }
        if (name.codePoints().anyMatch(FileNames::isUnseen)) {
            return Optional.of("文件名含控制字符，请改名重发 / the name has control characters: rename the file");
        }
        if (name.contains("..") || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            return Optional.of("文件名含 .. 或路径，请改名重发 / the name has .. or a path in it: rename the file");
        }
        return Optional.empty();
    }

    /** Whether the file is somebody's own affair: hidden, still being written, or about another file. */
    static boolean passedOver(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean hidden = name.startsWith(".") && !name.startsWith("..");
        return hidden
                || lower.endsWith(CONTROL)
                || lower.endsWith(DONE)
                || UNFINISHED.stream().anyMatch(lower::endsWith);
    }

    /** A name under which a file with any name can be put aside. */
    static String plain(String name) {
        if (fault(name).isEmpty()) {
            return name;
        }
        return "name-" + digest(name);
    }

    /** The name of a document about a batch that came as the file of that name, which may be empty. */
    static String about(long batch, String name, String ending) {
        return batch + (name.isEmpty() ? "" : "-" + plain(name)) + ending;
    }

    /** Sixteen hex digits that stand for a name where it cannot be written itself. */
    public static String digest(String name) {
        return HexFormat.of().formatHex(Sm3.digest(name.getBytes(StandardCharsets.UTF_8)), 0, 8);
    }

    /** A pattern with {@code *} and {@code ?}, several separated by commas; never a regular expression. */
    static Pattern pattern(String wildcards) {
        StringBuilder regex = new StringBuilder();
        for (String one : wildcards.split(",", -1)) {
            regex.append(regex.isEmpty() ? "" : "|");
            one.strip()
                    .codePoints()
                    .forEach(
                            c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> c == 0xFFFD;
        };
    }
}
