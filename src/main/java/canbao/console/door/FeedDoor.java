package canbao.console.door;

import canbao.console.door.Reception.Guest;
import canbao.console.web.Answers;
import canbao.console.web.Aside;
import canbao.model.Actor;
import canbao.model.batch.Receipt;
import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for agencies that push by HTTP: {@code POST /feeds/<agency>/<feed>}, signed. The head is judged before any of
 * the body is read; the body then goes to the inbox as it arrives, and the answer follows the inbox's commit.
 */
final class FeedDoor {
    private static final Logger LOG = LoggerFactory.getLogger(FeedDoor.class);

    private final Reception reception;
    private final DoorBell bell;
    private final Function<Receipt, String> documents;
    private final Places places = new Places();
    private final long maxBytes;
    private final BodyStream.Pace pace;

    /** @param documents a receipt as it is given */
    FeedDoor(
            Reception reception,
            DoorBell bell,
            Function<Receipt, String> documents,
            long maxBytes,
            BodyStream.Pace pace) {
        this.reception = reception;
        this.bell = bell;
        this.documents = documents;
        this.maxBytes = maxBytes;
        this.pace = pace;
    }

    /** What came of a request. */
    private sealed interface Answer {
        record Taken(Receipt receipt) implements Answer {}

        record Refused(Verdict.Denied denial) implements Answer {}
    }

    /** Answers one request. Call it on the request's context. */
    void take(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        Answer answer = answer(context);
        if (answer instanceof Answer.Refused && expectsContinue(request)) {
            // The body that was announced never comes, so the connection is of no more use.
            context.addEndHandler(end -> request.connection().close());
        } else {
            BodyStream.discard(context.vertx(), request);
        }
        switch (answer) {
            case Answer.Taken taken -> {
                context.response()
                        .putHeader(
                                "X-Canbao-Duplicate",
                                String.valueOf(taken.receipt().duplicate()));
                Answers.document(context, 202, documents.apply(taken.receipt()));
            }
            case Answer.Refused refused -> Reception.refuse(context, refused.denial());
        }
    }

    private Answer answer(RoutingContext context) {
        Guest guest = reception.receive(context, "sendBatch");
        return switch (guest) {
            case Guest.Refused refused -> new Answer.Refused(refused.denial());
            case Guest.Known known -> {
                Optional<Verdict.Denied> unusable = unusable(known.headers(), known);
                yield unusable.isPresent() ? new Answer.Refused(unusable.get()) : admit(context, known);
            }
        };
    }

    private Answer admit(RoutingContext context, Guest.Known guest) {
        if (!places.take(guest.by().agency())) {
            return new Answer.Refused(Rule.BUSY.of(guest.feed()));
        }
        try {
            HttpServerRequest request = context.request();
            if (expectsContinue(request)) {
                request.response().writeContinue();
            }
            BodyStream body = new BodyStream(
                    Vertx.currentContext(),
                    request,
                    new BodyStream.Expected(
                            guest.feed(), guest.by().digest(), maxBytes, pace, saysNothing(guest.headers())));
            return Aside.run(() -> ring(guest, body));
        } finally {
            places.leave(guest.by().agency());
        }
    }

    private Answer ring(Guest.Known guest, BodyStream body) {
        try {
            Optional<Verdict.Denied> replayed = reception.spend(guest);
            if (replayed.isPresent()) {
                return new Answer.Refused(replayed.get());
            }
            Actor actor = new Actor(
                    Actor.Kind.AGENCY, guest.by().agency() + "/" + guest.by().keyId());
            guest.headers().remove("X-Canbao-Signature");
            return new Answer.Taken(bell.ring(guest.feed(), actor, guest.headers(), () -> body));
        } catch (DoorBell.Refused e) {
            return new Answer.Refused(body.fault().orElse(e.denial()));
        } catch (RuntimeException e) {
            if (body.fault().isPresent()) {
                return new Answer.Refused(body.fault().get());
            }
            // The message may quote what was sent, so it is not logged.
            LOG.atError()
                    .addKeyValue("feed", guest.feed())
                    .addKeyValue("error", e.getClass().getName())
                    .log("a batch could not be stored; the sender was told to try again");
            return new Answer.Refused(Rule.UNAVAILABLE.of(guest.feed()));
        }
    }

    private Optional<Verdict.Denied> unusable(Map<String, String> headers, Guest.Known guest) {
        String type = headers.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
        String encoding = headers.getOrDefault("Content-Encoding", "identity").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
            return Optional.of(Rule.UNSUPPORTED_FORM.of("Content-Type " + type.split(";", 2)[0]));
        }
        if (!encoding.equals("identity")) {
            return Optional.of(Rule.UNSUPPORTED_FORM.of("Content-Encoding " + Reception.shown(encoding)));
        }
        String length = headers.getOrDefault("Content-Length", "1");
        if (length.equals("0") && !saysNothing(headers)) {
            return Optional.of(Rule.EMPTY_BODY.of(guest.feed()));
        }
        return length.length() > 18 || Long.parseLong(length) > maxBytes
                ? Optional.of(Rule.TOO_LARGE.of(maxBytes))
                : Optional.empty();
    }

    private static boolean saysNothing(Map<String, String> headers) {
        return headers.getOrDefault("X-Canbao-Rows", "").matches("0+");
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }
}
