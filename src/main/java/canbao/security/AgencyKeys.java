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
    private final List<Agency> agencies;

    /** Keys with different ids, and the agencies that have them. */
    public AgencyKeys(Collection<Key> keys) {
        this(keys, keys.stream().map(Key::agency).distinct().toList());
    }

    /** Keys with different ids, and all agencies, with or without a key. */
    public AgencyKeys(Collection<Key> keys, Collection<Agency> agencies) {
        this.agencies = List.copyOf(agencies);
        for (Key key : keys) {
            if (this.keys.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys are called " + key.id());
            }
        }
    }

    public Optional<Key> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** All agencies, in the order of the file. */
    public List<Agency> agencies() {
        return agencies;
    }

    /**
     * An agency and what it may send.
     *
     * @param id as written in a feed's name, such as {@code tax}
     * @param feeds the second words of its feeds, such as {@code payments}
     * @param doors what belongs to it besides HTTP
     */
    public record Agency(String id, Wording name, Set<String> feeds, AgencyDoors doors) {
        /** An agency that has no door of its own but HTTP. */
        public Agency(String id, Wording name, Set<String> feeds) {
            this(id, name, feeds, AgencyDoors.NONE);
        }

        public Agency {
            feeds = Set.copyOf(feeds);
            feeds.forEach(feed -> new FeedId(id, feed));
        }

        /** Whether the feed is this agency's. */
        public boolean owns(FeedId feed) {
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
