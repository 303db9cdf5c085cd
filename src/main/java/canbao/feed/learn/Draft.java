package canbao.feed.learn;

import canbao.feed.format.Format;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A contract that a file suggests.
 *
 * @param feed null when nobody said
 * @param notes what could not be told, or was changed while the draft was proven
 */
record Draft(@Nullable FeedId feed, Delivery delivery, Rows rows, List<DraftColumn> columns, List<String> notes) {
    Draft {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /**
     * How it comes.
     *
     * @param charset empty when it is to be found out
     * @param sheets as a contract says it; empty for the first
     * @param fileName a pattern with the day, or empty
     */
    record Delivery(
            Format.Type type,
            String charset,
            char delimiter,
            String sheets,
            String fileName,
            Sure<FactKind> kind,
            Sure<Mode> mode) {}

    /** How rows are told apart. */
    record Rows(
            Sure<List<String>> key,
            Sure<String> scope,
            @Nullable String versionColumn,
            int seen) {}

    /** Something that was guessed. */
    record Sure<T>(T what, double confidence) {}

    Optional<DraftColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    Draft keyed(List<String> key) {
        Rows other = new Rows(new Sure<>(List.copyOf(key), 0.5), rows.scope(), rows.versionColumn(), rows.seen());
        return new Draft(feed, delivery, other, columns, notes);
    }

    Draft with(List<DraftColumn> other, List<String> otherNotes) {
        return new Draft(feed, delivery, rows, other, otherNotes);
    }
}
