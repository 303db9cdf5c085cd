package canbao.console.door;

import canbao.console.web.Answers;
import canbao.model.FeedId;
import canbao.security.SignedRequests;
import canbao.security.SignedRequests.Head;
import canbao.security.Verdict;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives an agency's request by its head: is it as the document says, is it signed, is the feed the agency's own. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final ApiDocument document;
    private final SignedRequests requests;

    Reception(ApiDocument document, SignedRequests requests) {
        this.document = document;
        this.requests = requests;
    }

    /** Who wants what; or why not. */
    sealed interface Guest {
        record Known(FeedId feed, Map<String, String> headers, Verdict.Verified by) implements Guest {}

        record Refused(Verdict.Denied denial) implements Guest {}
    }

    Guest receive(RoutingContext context, String operation) {
        HttpServerRequest request = context.request();
        Map<String, String> headers = headers(request);
        Optional<Verdict.Denied> strange = document.check(context, headers, operation);
        if (strange.isPresent()) {
            return new Guest.Refused(strange.get());
        }
        FeedId feed = new FeedId(context.pathParam("agency"), context.pathParam("feed"));
        Head head = new Head(request.method().name(), path(request), headers, certificate(request));
        return switch (requests.verify(head, feed)) {
            case Verdict.Denied denied -> new Guest.Refused(denied);
            case Verdict.Verified verified -> new Guest.Known(feed, headers, verified);
        };
    }

    /** Uses the request's nonce up; may wait for the database. */
    Optional<Verdict.Denied> spend(Guest.Known guest) {
        return requests.spend(guest.by());
    }

    static void refuse(RoutingContext context, Verdict.Denied denial) {
        LOG.atInfo()
                .addKeyValue("agency", shown(context.pathParam("agency")))
                .addKeyValue("feed", shown(context.pathParam("feed")))
                .addKeyValue("rule", denial.rule())
                .log("request refused");
        Answers.refuse(context, denial.status(), denial.rule(), denial.message(), denial.fix());
    }

    /** The headers that concern us; one that came twice is joined by a comma, which no pattern accepts. */
    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-canbao-") || lower.startsWith("content-") || lower.equals("idempotency-key")) {
                headers.merge(name, value, (one, other) -> one + "," + other);
            }
        });
        return headers;
    }

    private static String path(HttpServerRequest request) {
        @Nullable String query = request.query();
        return query == null ? request.path() : request.path() + "?" + query;
    }

    private static byte @Nullable [] certificate(HttpServerRequest request) {
        if (!request.isSSL()) {
            return null;
        }
        try {
            List<Certificate> chain = request.connection().peerCertificates();
            return chain.isEmpty() ? null : chain.getFirst().getEncoded();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return null;
        }
    }

    /** A word that a stranger chose, as it may stand in a log or an answer. */
    static String shown(@Nullable String word) {
        String safe = String.valueOf(word).replaceAll("[^A-Za-z0-9._-]", "?");
        return safe.substring(0, Math.min(41, safe.length()));
    }
}
