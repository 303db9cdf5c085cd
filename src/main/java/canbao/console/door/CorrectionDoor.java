package canbao.console.door;

import canbao.console.door.Reception.Guest;
import canbao.console.door.SignedQuestions.Said;
import canbao.console.web.Json;
import canbao.feed.correction.Correction;
import canbao.feed.correction.Corrections;
import canbao.feed.outcome.Outcomes;
import canbao.model.Actor;
import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;

/**
 * What we hold to be wrong in a feed, and what became of its people: {@code GET …/corrections}, {@code POST
 * …/corrections/<n>} and {@code GET …/outcomes}, signed like everything else, for the feed's own agency.
 */
final class CorrectionDoor {
    private static final String FEED = "/feeds/:agency/:feed";
    private static final int PAGE = 100;
    private static final int BODY_LIMIT = 1 << 14;

    private final SignedQuestions questions;
    private final Corrections corrections;
    private final Outcomes outcomes;

    CorrectionDoor(Reception reception, Corrections corrections, Outcomes outcomes) {
        this.questions = new SignedQuestions(reception);
        this.corrections = corrections;
        this.outcomes = outcomes;
    }

    void mount(Router router) {
        router.get(FEED + "/corrections")
                .handler(context ->
                        questions.serve(context, "getCorrections", new byte[0], guest -> list(context, guest)));
        router.get(FEED + "/outcomes")
                .handler(context ->
                        questions.serve(context, "getOutcomes", new byte[0], guest -> outcomes(context, guest)));
        router.post(FEED + "/corrections/:correction")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::answer)
                .failureHandler(context -> SignedQuestions.tooLarge(context, BODY_LIMIT));
    }

    private void answer(RoutingContext context) {
        byte[] body = SignedQuestions.body(context);
        questions.serve(context, "answerCorrection", body, guest -> answered(context, guest));
    }

    private Said list(RoutingContext context, Guest.Known guest) {
        int limit = Math.toIntExact(number(context, "limit", PAGE));
        List<Correction> found = corrections
                .store()
                .list(guest.feed().toString(), query(context, "state"), number(context, "after", 0), limit + 1);
        List<Correction> page = found.subList(0, Math.min(limit, found.size()));
        JsonArray items = new JsonArray();
        page.forEach(correction -> items.add(shown(correction)));
        return new Said.Page(new JsonObject()
                .put("corrections", items)
                .put("next", found.size() > limit ? page.getLast().id() : null));
    }

    /** Who of our people opened it, and from what, stays with us. */
    private JsonObject shown(Correction correction) {
        JsonObject shown = Json.of(correction);
        shown.remove("row");
        shown.remove("feed");
        shown.remove("review");
        shown.remove("overdueFrom");
        JsonArray words = new JsonArray();
        corrections.store().words(correction.id()).forEach(word -> {
            JsonObject said = Json.of(word);
            said.remove("actor");
            words.add(said);
        });
        return place(shown, correction.row())
                .put("overdue", correction.isOverdue(corrections.now()))
                .put("words", words);
    }

    private static JsonObject place(JsonObject item, Correction.Place row) {
        return item.put("batch", row.batch()).put("part", row.part()).put("line", row.line());
    }

    private Said answered(RoutingContext context, Guest.Known guest) {
        long id = Long.parseLong(context.pathParam("correction"));
        Optional<Correction.Answer> answer = text(context, "answer").flatMap(CorrectionDoor::answer);
        Optional<String> reason = text(context, "reason");
        if (answer.isEmpty() || reason.isEmpty()) {
            return new Said.No(Rule.ANSWER_MALFORMED.of(id));
        }
        Actor actor = new Actor(
                Actor.Kind.AGENCY, guest.by().agency() + "/" + guest.by().keyId());
        return switch (corrections.answer(actor, guest.feed(), id, answer.get(), reason.get())) {
            case Corrections.Outcome.Done done -> new Said.Page(Json.of(done));
            case Corrections.Outcome.Opened opened -> throw new IllegalStateException("an answer opens nothing");
            case Corrections.Outcome.Refused no -> new Said.No(denied(no, id));
        };
    }

    private static Verdict.Denied denied(Corrections.Outcome.Refused no, long id) {
        return switch (no.rule()) {
            case "NO_SUCH_CORRECTION" -> Rule.NO_SUCH_CORRECTION.of(id);
            case "REASON" -> new Verdict.Denied(no.rule(), no.message(), no.fix(), 422);
            default -> new Verdict.Denied(no.rule(), no.message(), no.fix(), 409);
        };
    }

    private static Optional<Correction.Answer> answer(String word) {
        for (Correction.Answer answer : Correction.Answer.values()) {
            if (answer.name().equals(word)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(RoutingContext context, String name) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body != null && body.getValue(name) instanceof String text && !text.isBlank()
                    ? Optional.of(text.strip())
                    : Optional.empty();
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private Said outcomes(RoutingContext context, Guest.Known guest) {
        int limit = Math.toIntExact(number(context, "limit", PAGE));
        Optional<Outcomes.Page> found = outcomes.page(guest.feed(), query(context, "after"), limit);
        if (found.isEmpty()) {
            return new Said.No(Rule.CURSOR_UNKNOWN.of(guest.feed()));
        }
        JsonArray items = new JsonArray();
        found.get().outcomes().forEach(outcome -> items.add(item(outcome)));
        return new Said.Page(new JsonObject()
                .put("outcomes", items)
                .put("next", found.get().next())
                .put("more", found.get().more()));
    }

    private static JsonObject item(Outcomes.Outcome outcome) {
        return switch (outcome) {
            case Outcomes.Outcome.OfCase step -> {
                JsonObject item = Json.of(step);
                item.remove("row");
                yield Json.of(step.row()).put("kind", "CASE").mergeIn(item);
            }
            case Outcomes.Outcome.OfCorrection of ->
                place(new JsonObject().put("kind", "CORRECTION"), of.settled().row())
                        .put("correction", of.settled().correction())
                        .put("field", of.settled().field())
                        .put("state", of.settled().state().name())
                        .put("reason", of.settled().reason())
                        .put("settledBatch", of.settled().byBatch())
                        .put("since", Json.time(of.settled().at()));
        };
    }

    private static String query(RoutingContext context, String name) {
        List<String> values = context.queryParam(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static long number(RoutingContext context, String name, long otherwise) {
        String value = query(context, name);
        return value.isEmpty() ? otherwise : Long.parseLong(value);
    }
}
