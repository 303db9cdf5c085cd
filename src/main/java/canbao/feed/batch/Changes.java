package canbao.feed.batch;

import canbao.crypto.Sm3Stream;
import canbao.model.batch.ChangeObserver;
import canbao.model.batch.Claim;
import canbao.model.batch.Sighting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All changes of one reading: their digest (SM3 over kind, scope, row key and content hash of each, sorted), and of some of
 * them whom they concern. About 60 bytes a change. Not thread-safe.
 */
public final class Changes implements ChangeObserver {
    private static final Comparator<Change> ORDER =
            Comparator.comparing(Change::kind).thenComparing(Change::scope).thenComparing(Change::key);

    private final Page page;
    private final List<Change> changes = new ArrayList<>();
    private final Set<Key> contested = new HashSet<>();
    private final List<Concerned> concerned = new ArrayList<>();
    private int seen;

    /** The changes without anybody's name. */
    public Changes() {
        this(Page.NONE);
    }

    public Changes(Page page) {
        this.page = page;
    }

    /**
     * Which changes to show, in the order of lines, withdrawals last.
     *
     * @param kind only of this kind; null for all
     * @param after how many to pass over
     */
    public record Page(@Nullable Kind kind, int after, int limit) {
        public static final Page NONE = new Page(null, 0, 0);
    }

    /**
     * One that is shown. Carries personal data on its way to the mask; its {@code toString} shows none.
     *
     * @param sighting what the batch says of the person; null when it no longer names him
     * @param line 0 for rows that the batch does not have
     */
    public record Concerned(
            Kind kind, String scope, UUID rowKey, @Nullable Sighting sighting, int part, int line) {
        @Override
        public String toString() {
            return "Concerned[" + kind + " line " + line + "]";
        }
    }

    private record Key(String scope, UUID key) {}

    private record Change(Kind kind, String scope, UUID key, long hash) {}

    @Override
    public void claimed(Kind kind, Claim claim) {
        changes.add(new Change(kind, claim.scope(), claim.rowKey(), claim.contentHash()));
        if (isShown(kind)) {
            Sighting whom = claim.personal() ? claim.sighting() : null;
            concerned.add(new Concerned(kind, claim.scope(), claim.rowKey(), whom, claim.part(), claim.line()));
        }
    }

    @Override
    public void contested(String scope, UUID rowKey) {
        contested.add(new Key(scope, rowKey));
    }

    @Override
    public void withdrawn(String scope, UUID rowKey) {
        changes.add(new Change(Kind.WITHDRAWN, scope, rowKey, 0));
        if (isShown(Kind.WITHDRAWN)) {
            concerned.add(new Concerned(Kind.WITHDRAWN, scope, rowKey, null, 0, 0));
        }
    }

    private boolean isShown(Kind kind) {
        if (page.kind() != null && page.kind() != kind) {
            return false;
        }
        int n = seen++;
        return n >= page.after() && n < page.after() + page.limit();
    }

    /** The page that was asked for; not those whose keys turned out to be contested. */
    public List<Concerned> concerned() {
        return concerned.stream()
                .filter(one -> !contested.contains(new Key(one.scope(), one.rowKey())))
                .toList();
    }

    /** Where the next page begins; 0 when there is none. */
    public int next() {
        int end = page.after() + page.limit();
        return seen > end ? end : 0;
    }

    /** 32 bytes. The same for the same changes, in whatever order they were found. */
    public byte[] digest() {
        Sm3Stream sm3 = new Sm3Stream();
        changes.stream()
                .filter(change -> !contested.contains(new Key(change.scope, change.key)))
                .sorted(ORDER)
                .map(change -> change.kind + " " + change.scope.length() + ":" + change.scope + " " + change.key + " "
                        + Long.toHexString(change.hash) + "\n")
                .forEach(line -> sm3.update(line.getBytes(StandardCharsets.UTF_8)));
        return sm3.digest();
    }
}
