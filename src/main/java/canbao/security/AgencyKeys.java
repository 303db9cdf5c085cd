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
import org.jspecify.annotations.Nullable;

/** The agencies, and the keys with which they sign their requests, by key id. Read from a file by {@link AgenciesFile}. */
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

    /** All keys, in the order of the file. */
    public List<Key> keys() {
        return List.copyOf(keys.values());
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
     * @param certificates the only TLS certificates over which its keys are accepted; empty for any
     */
    public record Agency(String id, Wording name, Set<String> feeds, AgencyDoors doors, Set<Fingerprint> certificates) {
        /** An agency that has no door of its own but HTTP, over any connection. */
        public Agency(String id, Wording name, Set<String> feeds) {
            this(id, name, feeds, AgencyDoors.NONE, Set.of());
        }

        public Agency {
            feeds = Set.copyOf(feeds);
            certificates = Set.copyOf(certificates);
            feeds.forEach(feed -> new FeedId(id, feed));
        }

        /** Whether the feed is this agency's. */
        public boolean owns(FeedId feed) {
            return feed.agency().equals(id) && feeds.contains(feed.feed());
        }

        /** Whether a connection with this certificate (DER), or with none, may carry its requests. */
        boolean mayCome(byte @Nullable [] certificate) {
            return certificates.isEmpty()
                    || (certificate != null && certificates.stream().anyMatch(pinned -> pinned.fits(certificate)));
        }
    }

    /** One key of an agency. An agency may have several at a time, so that a key can be replaced without a pause. */
    public record Key(String id, Agency agency, Proof proof, Validity validity) {}

    /**
     * When a key is accepted.
     *
     * @param from the first moment at which it is accepted
     * @param until the first moment at which it no longer is
     * @param revoked from then on it is refused as lost or stolen, whatever {@code until} says
     */
    public record Validity(
            Instant from, Instant until, @Nullable Instant revoked) {
        public static final Validity ALWAYS = new Validity(Instant.EPOCH, Instant.MAX, null);

        boolean covers(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }

        boolean isRevokedAt(Instant now) {
            return revoked != null && !now.isBefore(revoked);
        }
    }
}
