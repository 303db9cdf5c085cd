package canbao.security;

import canbao.model.FeedId;
import canbao.security.AgencyKeys.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a signed request may go on. Checked in this order, so that the error names the first thing to correct:
 * headers, known key, valid key, body digest, signature, timestamp (300 s either way), nonce, the agency's own feed. Only a
 * correctly signed request spends a nonce.
 */
public final class SignedRequests {
    private final AgencyKeys keys;
    private final NonceStore nonces;
    private final InstantSource clock;

    public SignedRequests(AgencyKeys keys, NonceStore nonces, InstantSource clock) {
        this.keys = keys;
        this.nonces = nonces;
        this.clock = clock;
    }

    /**
     * Whether the sender has proved, by the headers alone, that he holds the key. Says nothing else; it only tells whether
     * the body is worth keeping while it arrives.
     */
    public boolean promising(Map<String, String> headers, String method, String path) {
        if (SignedRequest.malformed(headers).isPresent()) {
            return false;
        }
        SignedRequest request = SignedRequest.read(headers, method, path);
        Instant now = clock.instant();
        return request.tooFarFrom(now).isEmpty()
                && keys.key(request.key())
                        .filter(key -> key.validAt(now) && request.signedBy(key))
                        .isPresent();
    }

    /**
     * The verdict on a request whose body has arrived.
     *
     * @param headers a map that ignores the case of names
     * @param path as sent, without query
     * @param bodyDigest lower-case hex SM3 of the body as it arrived
     */
    public Verdict verify(Map<String, String> headers, String method, String path, String bodyDigest, FeedId feed) {
        Optional<Verdict.Denied> malformed = SignedRequest.malformed(headers);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        SignedRequest request = SignedRequest.read(headers, method, path);
        Optional<Key> key = keys.key(request.key());
        if (key.isEmpty()) {
            return Rule.UNKNOWN_KEY.of(request.key());
        }
        return verify(request, key.get(), bodyDigest, feed);
    }

    private Verdict verify(SignedRequest request, Key key, String bodyDigest, FeedId feed) {
        Instant now = clock.instant();
        if (!key.validAt(now)) {
            return Rule.KEY_NOT_VALID_NOW.of(key.id());
        }
        if (!request.hasDigest(bodyDigest)) {
            return Rule.DIGEST_MISMATCH.of(bodyDigest);
        }
        if (!request.signedBy(key)) {
            return Rule.WRONG_SIGNATURE.of(key.id());
        }
        Optional<Duration> distance = request.tooFarFrom(now);
        if (distance.isPresent()) {
            return Rule.OLD_TIMESTAMP.of(distance.get().toSeconds());
        }
        if (!nonces.spend(key.id(), request.nonce())) {
            return Rule.REUSED_NONCE.of(key.id());
        }
        return key.agency().owns(feed) ? new Verdict.Verified(key.agency().id(), key.id()) : Rule.FOREIGN_FEED.of(feed);
    }

    /** Forgets nonces that are too old to matter. Call it every few minutes. */
    public int tidy() {
        return nonces.prune();
    }
}
