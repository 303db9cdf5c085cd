package canbao.feed.learn;

import canbao.feed.field.Texts;
import canbao.feed.format.Format.Form;
import canbao.feed.format.RawSink;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects every value under the given headers. */
final class Values implements RawSink {
    private final Set<String> headers;
    private final List<String> found;
    private List<String> names = List.of();

    Values(Set<String> headers, List<String> found) {
        this.headers = headers;
        this.found = found;
    }

    @Override
    public void part(int part, Form form) {}

    @Override
    public void text(String charset, char delimiter) {}

    @Override
    public void row(int line, List<String> cells) {
        if (names.isEmpty()) {
            boolean header = cells.stream().anyMatch(cell -> headers.contains(Texts.label(cell)));
            names = header ? cells.stream().map(Texts::label).toList() : names;
            return;
        }
        for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
            if (headers.contains(names.get(i))) {
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
