package canbao.security;

import canbao.model.FeedId;
import canbao.model.Wording;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys with which agencies sign their requests, by key id. Read from a file by {@link AgenciesFile}. */
public final class AgencyKeys {
    private final Map<String, Key> keys = new LinkedHashMap<>();

    /** Keys with different ids. */
    public AgencyKeys(Collection<Key> keys) {
        for (Key key : keys) {
            if (this.keys.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys are called " + key.id());
            }
        }
    }

    public Optional<Key> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The agencies that have a key. */
    public List<Agency> agencies() {
        return keys.values().stream().map(Key::agency).distinct().toList();
    }

    /**
     * An agency and what it may send.
     *
     * @param id as written in a feed's name, such as {@code tax}
     * @param feeds the second words of its feeds, such as {@code payments}
     */
    public record Agency(String id, Wording name, Set<String> feeds) {
        public Agency {
            feeds = Set.copyOf(feeds);
            feeds.forEach(feed -> new FeedId(id, feed));
        }

        boolean owns(FeedId feed) {
            return feed.agency().equals(id) && feeds.contains(feed.feed());
        }
    }

    /**
     * One key of an agency. An agency may have several, so that a key can be replaced without a pause.
     *
     * @param from the first moment at which it is accepted
     * @param until the first moment at which it no longer is
     */
    public record Key(String id, Agency agency, Secret secret, Instant from, Instant until) {
        boolean validAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }
}
