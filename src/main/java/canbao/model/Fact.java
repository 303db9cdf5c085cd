package canbao.model;

import java.time.Instant;
import java.util.Map;

/**
 * What one source currently says of one person, with its evidence.
 *
 * @param attributes normalised strings by column name, see {@link FactKind}
 * @param version since when the source says so
 * @param batch and {@code line}: the row that said it
 * @param precedence of sources that contradict one another the smaller one decides
 */
public record Fact(
        FactKind kind,
        FeedId feed,
        String scope,
        Map<String, String> attributes,
        Instant version,
        long batch,
        int line,
        int precedence) {
    /** What a source has whose contract says nothing of it. */
    public static final int ORDINARY = 100;

    public Fact {
        attributes = Map.copyOf(attributes);
    }

    public Fact(
            FactKind kind,
            FeedId feed,
            String scope,
            Map<String, String> attributes,
            Instant version,
            long batch,
            int line) {
        this(kind, feed, scope, attributes, version, batch, line, ORDINARY);
    }

    /** The attribute's value, or an empty text. */
    public String get(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** Where it was said, for the ledger's evidence: {@code feed@batch:line}. */
    public String evidence() {
        return feed + "@" + batch + ":" + line;
    }
}
