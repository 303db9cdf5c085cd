package canbao.feed.learn;

import canbao.feed.field.Texts;
import canbao.feed.format.Format.Form;
import canbao.feed.format.RawSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One pass over a file: its form, its header, and a profile of every column. Not thread-safe. */
final class Survey implements RawSink {
    private static final int HEAD = 40;

    final Map<String, Profile> columns = new LinkedHashMap<>();
    final Set<String> arrays = new TreeSet<>();
    final List<String> notes = new ArrayList<>();

    @Nullable
    Form form;

    @Nullable
    HeaderGuess header;

    String charset = "";
    char delimiter = ',';
    int rows;
    /** Parts with this header; others are empty or something else. */
    int parts;

    int firstPart;
    private int part;
    private boolean lines = true;
    private int objects;
    private List<List<String>> head = new ArrayList<>();
    private List<String> names = List.of();
    private boolean inside;

    @Override
    public void part(int number, Form of) {
        settle();
        part = number;
        form = form == null ? of : form;
        head = new ArrayList<>();
        inside = false;
    }

    @Override
    public void text(String found, char between) {
        charset = charset.isEmpty() ? found : charset;
        delimiter = between;
        settle();
    }

    @Override
    public void row(int line, List<String> cells) {
        if (inside) {
            data(cells);
        } else {
            head.add(List.copyOf(cells));
            if (head.size() == HEAD) {
                settle();
            }
        }
    }

    @Override
    public void object(int line, Map<String, String> fields, List<String> nested) {
        lines &= line == ++objects;
        arrays.addAll(nested);
        rows++;
        fields.forEach((name, value) -> columns.computeIfAbsent(name, fresh -> {
                    Profile profile = new Profile(fresh);
                    profile.blank = rows - 1;
                    return profile;
                })
                .add(value));
        columns.values().stream()
                .filter(column -> !fields.containsKey(column.header))
                .forEach(column -> column.blank++);
    }

    /** Ends the last part. */
    void done() {
        settle();
        if (form == Form.JSON) {
            header = new HeaderGuess(0, List.copyOf(columns.keySet()), false, 1);
        }
    }

    /** Whether each JSON object has a line of its own. */
    boolean isLines() {
        return lines;
    }

    boolean hasHeader() {
        return header != null && header.at() >= 0;
    }

    /** Decides on the part's header, and counts the rows that waited for it. */
    private void settle() {
        if (inside || head.isEmpty()) {
            return;
        }
        inside = true;
        HeaderGuess guess = HeaderGuess.of(head);
        if (header == null || (!hasHeader() && guess.at() >= 0)) {
            begin(guess);
        } else if (!labels(guess.names()).equals(labels(header.names()))) {
            notes.add("第%d部分的表头不同，没有计入 / part %d has another header and was left out".formatted(part, part));
            names = List.of();
            return;
        } else {
            parts++;
        }
        names = guess.at() >= 0 ? guess.names() : names;
        head.subList(guess.at() + 1, head.size()).forEach(this::data);
        head = new ArrayList<>();
    }

    private void begin(HeaderGuess guess) {
        header = guess;
        parts = 1;
        firstPart = part;
        names = guess.names();
        if (guess.at() < 0) {
            int width = head.stream().mapToInt(List::size).max().orElse(0);
            names = new ArrayList<>();
            for (int i = 1; i <= width; i++) {
                names.add("列" + i);
            }
        }
        for (String name : names) {
            if (!Texts.stripped(name).isEmpty()) {
                columns.putIfAbsent(Texts.stripped(name), new Profile(Texts.stripped(name)));
            }
        }
    }

    private void data(List<String> cells) {
        if (names.isEmpty()) {
            return;
        }
        rows++;
        for (int i = 0; i < names.size(); i++) {
            Profile profile = columns.get(Texts.stripped(names.get(i)));
            if (profile != null) {
                profile.add(i < cells.size() ? cells.get(i) : "");
            }
        }
    }

    private static List<String> labels(List<String> names) {
        return names.stream().map(Texts::label).toList();
    }
}
