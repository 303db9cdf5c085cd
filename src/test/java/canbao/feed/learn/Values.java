package canbao.feed.learn;

import canbao.feed.field.Texts;
import canbao.feed.format.Format.Form;
import canbao.feed.format.RawSink;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects every value under the given headers. */
record Values(Set<String> headers, List<String> found, int[] state, String[] names) implements RawSink {
    Values(Set<String> headers, List<String> found) {
        this(headers, found, new int[1], new String[200]);
    }

    @Override
    public void part(int part, Form form) {}

    @Override
    public void text(String charset, char delimiter) {}

    @Override
    public void row(int line, List<String> cells) {
        if (state[0] == 0) {
            long known = cells.stream()
                    .filter(cell -> headers.contains(Texts.label(cell)))
                    .count();
            state[0] = known > 0 ? 1 : 0;
            for (int i = 0; i < cells.size() && known > 0; i++) {
                names[i] = Texts.label(cells.get(i));
            }
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            if (names[i] != null && headers.contains(names[i])) {
                take(cells.get(i));
            }
        }
    }

    @Override
    public void object(int line, Map<String, String> fields, List<String> arrays) {
        fields.forEach((name, value) -> {
            if (headers.contains(Texts.label(name))) {
                take(value);
            }
        });
    }

    private void take(String value) {
        if (!Texts.stripped(value).isEmpty()) {
            found.add(Texts.stripped(value));
        }
    }
}
