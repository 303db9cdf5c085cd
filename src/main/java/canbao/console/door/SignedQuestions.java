package canbao.console.door;

import canbao.console.web.Answers;
import canbao.console.web.Aside;
import canbao.crypto.Sm3;
import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers an agency's signed question with one JSON object: head, signature, digest and nonce are checked before any work. */
final class SignedQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(SignedQuestions.class);

    private final Reception reception;

    SignedQuestions(Reception reception) {
        this.reception = reception;
    }

    /** What is given to the agency. */
    sealed interface Said {
        record Page(JsonObject json) implements Said {}

        record No(Verdict.Denied denial) implements Said {}
    }

    /** @param work may wait; what it throws is told as a hub that cannot answer now */
    void serve(RoutingContext context, String operation, byte[] body, Function<Reception.Guest.Known, Said> work) {
        switch (reception.receive(context, operation)) {
            case Reception.Guest.Refused refused -> Reception.refuse(context, refused.denial());
            case Reception.Guest.Known guest -> {
                switch (Aside.run(() -> said(guest, operation, body, work))) {
                    case Said.No no -> Reception.refuse(context, no.denial());
                    case Said.Page page -> Answers.json(context, 200, page.json());
                }
            }
        }
    }

    /** The body that a body handler has read. */
    static byte[] body(RoutingContext context) {
        return context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
    }

    static void tooLarge(RoutingContext context, int limit) {
        if (context.statusCode() == 413) {
            Reception.refuse(context, Rule.TOO_LARGE.of(limit));
        } else {
            context.next();
        }
    }

    private Said said(
            Reception.Guest.Known guest, String operation, byte[] body, Function<Reception.Guest.Known, Said> work) {
        String digest = Sm3.hex(body);
        if (!guest.by().digest().equals(digest)) {
            return new Said.No(Rule.DIGEST_MISMATCH.of(digest));
        }
        try {
            Optional<Verdict.Denied> replayed = reception.spend(guest);
            return replayed.isPresent() ? new Said.No(replayed.get()) : work.apply(guest);
        } catch (RuntimeException e) {
            // The message may quote what was asked, so it is not logged.
            LOG.atError()
                    .addKeyValue("feed", guest.feed())
                    .addKeyValue("operation", operation)
                    .addKeyValue("error", e.getClass().getName())
                    .log("a question could not be answered; the sender was told to try again");
            return new Said.No(Rule.UNAVAILABLE.of(guest.feed()));
        }
    }
}
