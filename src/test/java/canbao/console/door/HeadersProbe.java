package canbao.console.door;

import canbao.model.FeedId;
import canbao.security.AgencyKeys;
import canbao.security.NonceStore;
import canbao.security.SignedRequests;
import canbao.security.Verdict;
import canbao.testing.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the signature's own check about one header, the others being right. */
final class HeadersProbe {
    private static final SignedRequests REQUESTS = new SignedRequests(
            () -> new AgencyKeys(List.of()), new NonceStore(Platform.database()), () -> Instant.EPOCH);

    private HeadersProbe() {}

    static boolean accepts(String header, String value) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Map.of(
                "X-Canbao-Key", "nobody",
                "X-Canbao-Timestamp", "1",
                "X-Canbao-Nonce", "12345678",
                "X-Canbao-Digest", "0".repeat(64),
                "X-Canbao-Signature", "0".repeat(64)));
        headers.put(header, value);
        Verdict verdict =
                REQUESTS.verify(new SignedRequests.Head("POST", "/feeds/a/b", headers, null), FeedId.of("a/b"));
        // A key that nobody has is what is wrong with a request whose headers are right.
        return verdict instanceof Verdict.Denied denied && denied.rule().equals("UNKNOWN_KEY");
    }
}
