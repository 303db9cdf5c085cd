package canbao.feed.outcome;

import canbao.feed.correction.CorrectionStore;
import canbao.feed.correction.CorrectionStore.Settled;
import canbao.feed.outcome.Cursor.Place;
import canbao.feed.outcome.OutcomeStore.Seen;
import canbao.io.Database;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the people whom a feed names now, in pages: every step of their cases, and how the feed's corrections
 * ended. A row is named by the batch and line that last changed it, and by nothing else.
 */
public final class Outcomes {
    /** Links of a chain that are looked through at once, and looks to a page: what a page may cost at most. */
    private static final int LINKS = 50;

    private static final int LOOKS = 20;

    private final OutcomeStore store;
    private final CorrectionStore corrections;

    public Outcomes(Database database) {
        this.store = new OutcomeStore(database);
        this.corrections = new CorrectionStore(database);
    }

    /**
     * A row as its sender knows it.
     *
     * @param number the sender's number of the batch, and {@code name}: the file's name; empty texts where there is none
     */
    public record Row(long batch, String number, String name, int line) {}

    /** One thing that happened. */
    public sealed interface Outcome {
        /**
         * A step of the case of the person whom a row names.
         *
         * @param code why the insurer or the tax bureau refused
         * @param categoryAccepted whether the case rests on the row's category; null where that is not asked
         */
        record OfCase(
                Row row,
                int coverageYear,
                Told state,
                Wording words,
                @Nullable String code,
                @Nullable Boolean categoryAccepted,
                Instant since)
                implements Outcome {}

        /** How a correction request ended. */
        record OfCorrection(Settled settled) implements Outcome {}
    }

    /**
     * One page.
     *
     * @param next where the next page goes on; keep it, also of an empty page
     * @param more whether to ask at once: there may be something already
     */
    public record Page(List<Outcome> outcomes, String next, boolean more) {
        public Page {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * What follows a cursor; a few more than the limit where several rows name the same person. Empty when the cursor is none
     * of this hub's books.
     *
     * @param after an empty text for the beginning
     */
    public Optional<Page> page(FeedId feed, String after, int limit) {
        Optional<Cursor> read = Cursor.read(after);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Long> heads = store.heads();
        if (isAhead(read.get(), heads)) {
            return Optional.empty();
        }
        Reading reading = new Reading(feed, limit, read.get());
        reading.corrections();
        for (Map.Entry<String, Long> chain : heads.entrySet()) {
            reading.chain(chain.getKey(), chain.getValue());
        }
        return Optional.of(new Page(reading.outcomes, reading.cursor.toString(), reading.more));
    }

    /** The books were set back since, or are others: what follows such a place cannot be known. */
    private boolean isAhead(Cursor cursor, SortedMap<String, Long> heads) {
        return cursor.word() > corrections.newest()
                || cursor.chains().entrySet().stream()
                        .anyMatch(chain -> chain.getValue().link() > heads.getOrDefault(chain.getKey(), 0L) + 1);
    }

    private final class Reading {
        private final FeedId feed;
        private final List<Outcome> outcomes = new ArrayList<>();
        private Cursor cursor;
        private int left;
        private int looks = LOOKS;
        private boolean more;

        Reading(FeedId feed, int limit, Cursor cursor) {
            this.feed = feed;
            this.left = limit;
            this.cursor = cursor;
        }

        void corrections() {
            List<Settled> settled = corrections.settled(feed, cursor.word(), left);
            settled.forEach(one -> outcomes.add(new Outcome.OfCorrection(one)));
            if (!settled.isEmpty()) {
                cursor = cursor.at(settled.getLast().seq());
            }
            left -= settled.size();
            more |= left == 0;
        }

        void chain(String chain, long head) {
            Place place = cursor.of(chain);
            while (place.link() <= head) {
                if (left == 0 || looks == 0) {
                    more = true;
                    break;
                }
                looks--;
                int links = (int) Math.min(LINKS, head - place.link() + 1);
                List<Seen> seen = store.window(feed, chain, place, links, left);
                seen.forEach(this::add);
                int entries = seen.isEmpty() ? 0 : seen.getLast().nth();
                place = entries < left
                        ? new Place(place.link() + links, 0)
                        : new Place(seen.getLast().link(), seen.getLast().n());
                left -= entries;
            }
            cursor = cursor.at(chain, place);
        }

        private void add(Seen seen) {
            FactKind kind = seen.feedKind();
            Told.of(seen.entryKind(), kind)
                    .ifPresent(told -> outcomes.add(new Outcome.OfCase(
                            seen.row(),
                            seen.coverageYear(),
                            told,
                            told.words(),
                            Told.inFull(kind) ? seen.code() : null,
                            Told.accepted(told, kind, seen.said() == null ? "" : seen.said(), seen.category()),
                            seen.at())));
        }
    }
}
