package canbao.identity;

import canbao.model.FeedId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The population registers: what they say of a name counts, and whoever says otherwise is on the review list.
 *
 * @param names of their feeds, as {@code agency/feed}
 * @param keys make the keyed hashes by which a contradiction is known again
 */
public record Judges(Set<String> names, CertificateKeys keys) {
    public Judges {
        names = Set.copyOf(names);
    }

    public static Judges of(Collection<FeedId> feeds, CertificateKeys keys) {
        return new Judges(feeds.stream().map(FeedId::toString).collect(Collectors.toSet()), keys);
    }

    boolean judges(String feed) {
        return names.contains(feed);
    }
}
