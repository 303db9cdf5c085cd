package canbao.security;

import canbao.model.FeedId;
import canbao.security.AgencyKeys.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a signed request may go on, by its head alone: the body is then read as it arrives and compared with the
 * signed digest. Checked in this order, so that the error names the first thing to correct: headers, known key, valid key,
 * signature, timestamp (300 s either way), the connection's certificate, the agency's own feed; {@link #spend} then uses
 * the nonce up, once for all instances.
 */
public final class SignedRequests {
    private final Supplier<AgencyKeys> keys;
    private final NonceStore nonces;
    private final InstantSource clock;

    /** @param keys asked anew for every request, so that a revoked key ends at once */
    public SignedRequests(Supplier<AgencyKeys> keys, NonceStore nonces, InstantSource clock) {
        this.keys = keys;
        this.nonces = nonces;
        this.clock = clock;
    }

    /**
     * A request's head.
     *
     * @param path as sent, with its query if it has one
     * @param headers a map that ignores the case of names
     * @param certificate the client's TLS certificate in DER, or null
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Head(String method, String path, Map<String, String> headers, byte @Nullable [] certificate) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** The verdict on a request for a feed. */
    public Verdict verify(Head head, FeedId feed) {
        Optional<Verdict.Denied> malformed = SignedRequest.malformed(head.headers());
        if (malformed.isPresent()) {
            return malformed.get();
        }
        SignedRequest request = SignedRequest.read(head.headers(), head.method(), head.path());
        Optional<Key> key = keys.get().key(request.key());
        return key.isPresent() ? verify(request, key.get(), head, feed) : Rule.UNKNOWN_KEY.of(request.key());
    }

    private Verdict verify(SignedRequest request, Key key, Head head, FeedId feed) {
        Instant now = clock.instant();
        if (key.validity().isRevokedAt(now)) {
            return Rule.KEY_REVOKED.of(key.id());
        }
        if (!key.validity().covers(now)) {
            return Rule.KEY_NOT_VALID_NOW.of(key.id());
        }
        if (!request.signedBy(key)) {
            return Rule.WRONG_SIGNATURE.of(key.id());
        }
        Optional<Duration> distance = request.tooFarFrom(now);
        if (distance.isPresent()) {
            return Rule.OLD_TIMESTAMP.of(distance.get().toSeconds());
        }
        if (!key.agency().mayCome(head.certificate())) {
            return Rule.WRONG_CERTIFICATE.of(key.id());
        }
        return key.agency().owns(feed)
                ? new Verdict.Verified(key.agency().id(), key.id(), request.nonce(), request.digest())
                : Rule.FOREIGN_FEED.of(feed);
    }

    /** Uses up a verified request's nonce; the refusal when somebody has done so before, on this instance or another. */
    public Optional<Verdict.Denied> spend(Verdict.Verified verified) {
        return nonces.spend(verified.keyId(), verified.nonce())
                ? Optional.empty()
                : Optional.of(Rule.REUSED_NONCE.of(verified.keyId()));
    }

    /** Forgets nonces that are too old to matter. Call it every few minutes. */
    public int tidy() {
        return nonces.prune();
    }
}
