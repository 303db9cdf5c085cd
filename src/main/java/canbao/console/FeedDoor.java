package canbao.console;

import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.security.Rule;
import canbao.security.SignedRequests;
import canbao.security.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for agencies that push by HTTP: {@code POST /feeds/<agency>/<feed>}, signed. */
public final class FeedDoor {
    private static final Logger LOG = LoggerFactory.getLogger(FeedDoor.class);
    private static final int MOST_AT_ONCE = 4;

    private final SignedRequests requests;
    private final DoorBell bell;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    public FeedDoor(SignedRequests requests, DoorBell bell) {
        this.requests = requests;
        this.bell = bell;
    }

    /** Forgets old nonces; a database that does not answer only delays it. */
    void tidy() {
        try {
            Aside.run(requests::tidy);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("error", e.getClass().getName()).log("old nonces could not be removed yet");
        }
    }

    /** What came of a request. */
    sealed interface Answer {
        record Taken(Receipt receipt) implements Answer {}

        record Refused(Verdict.Denied denial) implements Answer {}
    }

    /** Reads the body and answers. Call it on the request's context before anything awaits. */
    Answer answer(Vertx vertx, HttpServerRequest request, String agency, String feed, long limit) {
        Map<String, String> headers = headers(request);
        boolean promising = requests.promising(headers, request.method().name(), request.path());
        boolean place = promising && places.tryAcquire();
        try {
            Body body = Body.read(vertx, request, limit, place);
            Optional<FeedId> id = feedId(agency, feed);
            if (id.isEmpty()) {
                return new Answer.Refused(Rule.NO_SUCH_FEED.of("/feeds/" + shown(agency) + "/" + shown(feed)));
            }
            Optional<Verdict.Denied> unusable = unusable(headers, body, id.get(), limit);
            Answer answer = unusable.isPresent()
                    ? new Answer.Refused(unusable.get())
                    : promising && !place
                            ? new Answer.Refused(Rule.BUSY.of(id.get()))
                            : Aside.run(() -> ring(request, headers, body, id.get()));
            log(answer, id.get());
            return answer;
        } finally {
            if (place) {
                places.release();
            }
        }
    }

    private Answer ring(HttpServerRequest request, Map<String, String> headers, Body body, FeedId feed) {
        try {
            Verdict verdict = requests.verify(headers, request.method().name(), request.path(), body.sm3(), feed);
            return switch (verdict) {
                case Verdict.Denied denied -> new Answer.Refused(denied);
                case Verdict.Verified verified -> ring(verified, headers, body, feed);
            };
        } catch (DoorBell.Refused e) {
            return new Answer.Refused(e.denial());
        } catch (RuntimeException e) {
            // The message may quote what was sent, so it is not logged.
            LOG.atError()
                    .addKeyValue("feed", feed)
                    .addKeyValue("error", e.getClass().getName())
                    .log("a batch could not be stored; the sender was told to try again");
            return new Answer.Refused(Rule.UNAVAILABLE.of(feed));
        }
    }

    private Answer ring(Verdict.Verified verified, Map<String, String> headers, Body body, FeedId feed) {
        if (body.bytes().length() != body.length()) {
            // The clock moved on between the first look and this one; the body was not kept.
            return new Answer.Refused(Rule.BUSY.of(feed));
        }
        headers.remove("X-Canbao-Signature");
        Actor actor = new Actor(Actor.Kind.AGENCY, verified.agency() + "/" + verified.keyId());
        return new Answer.Taken(bell.ring(feed, actor, headers, body.bytes().getBytes()));
    }

    private static Optional<Verdict.Denied> unusable(Map<String, String> headers, Body body, FeedId feed, long limit) {
        String type = headers.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
        String encoding = headers.getOrDefault("Content-Encoding", "identity").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
            return Optional.of(Rule.UNSUPPORTED_FORM.of("Content-Type " + type.split(";", 2)[0]));
        }
        if (!encoding.equals("identity")) {
            return Optional.of(Rule.UNSUPPORTED_FORM.of("Content-Encoding " + shown(encoding)));
        }
        return switch (body.outcome()) {
            case TOO_LARGE -> Optional.of(Rule.TOO_LARGE.of(limit));
            case TOO_SLOW -> Optional.of(Rule.TOO_SLOW.of(Body.SECONDS));
            case COMPLETE -> body.length() == 0 ? Optional.of(Rule.EMPTY_BODY.of(feed)) : Optional.empty();
        };
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

    private static Optional<FeedId> feedId(String agency, String feed) {
        try {
            return Optional.of(new FeedId(agency, feed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String shown(String word) {
        String safe = word.replaceAll("[^A-Za-z0-9._-]", "?");
        return safe.substring(0, Math.min(41, safe.length()));
    }

    private static void log(Answer answer, FeedId feed) {
        switch (answer) {
            case Answer.Taken taken ->
                LOG.atDebug()
                        .addKeyValue("feed", feed)
                        .addKeyValue("batch", taken.receipt().batch())
                        .log("batch taken");
            case Answer.Refused refused ->
                LOG.atInfo()
                        .addKeyValue("feed", feed)
                        .addKeyValue("rule", refused.denial().rule())
                        .log("request refused");
        }
    }
}
