package canbao.model;

import java.time.Instant;
import java.util.Map;

/**
 * What one source currently says of one person, with its evidence.
 *
 * @param attributes normalised strings by column name, see {@link FactKind}
 * @param version since when the source says so
 * @param batch and {@code line}: the row that said it
 */
public record Fact(
        FactKind kind,
        FeedId feed,
        String scope,
        Map<String, String> attributes,
        Instant version,
        long batch,
        int line) {
    public Fact {
        attributes = Map.copyOf(attributes);
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
