package canbao.console.door;

import canbao.console.door.Reception.Guest;
import canbao.console.door.SignedQuestions.Said;
import canbao.console.web.Json;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.identity.Certificates;
import canbao.ledger.gate.CommercialGate;
import canbao.ledger.gate.CommercialGate.Asked;
import canbao.ledger.gate.CommercialGate.Reason;
import canbao.model.Actor;
import canbao.model.FactKind;
import canbao.security.Rule;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /feeds/<agency>/<roster>/commercial-cover}: may this pupil be sold commercial cover? Certificates travel in the
 * body alone, and only pupils of the asking roster are known.
 */
final class CommercialDoor {
    private static final int BODY_LIMIT = 1 << 15;
    private static final int AHEAD_YEARS = 1;

    private final SignedQuestions questions;
    private final CommercialGate gate;
    private final ContractCatalogue contracts;

    CommercialDoor(Reception reception, CommercialGate gate, ContractCatalogue contracts) {
        this.questions = new SignedQuestions(reception);
        this.gate = gate;
        this.contracts = contracts;
    }

    /** What is asked: about whom, for which first day of cover. */
    private record Question(LocalDate on, List<Asked> people) {}

    void mount(Router router) {
        router.post("/feeds/:agency/:feed/commercial-cover")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(context -> {
                    byte[] body = SignedQuestions.body(context);
                    questions.serve(context, "askCommercialCover", body, guest -> answer(context, guest));
                })
                .failureHandler(context -> SignedQuestions.tooLarge(context, BODY_LIMIT));
    }

    private Said answer(RoutingContext context, Guest.Known guest) {
        Optional<FactKind> kind = contracts.find(guest.feed()).map(Contract::kind);
        if (kind.isEmpty() || kind.get() != FactKind.PUPIL) {
            return new Said.No(Rule.NO_ROSTER.of(guest.feed()));
        }
        Optional<Question> question = question(context);
        if (question.isEmpty()) {
            return new Said.No(Rule.QUESTION_MALFORMED.of(CommercialGate.MOST));
        }
        Actor actor = new Actor(
                Actor.Kind.AGENCY, guest.by().agency() + "/" + guest.by().keyId());
        CommercialGate.Answers answers = gate.ask(
                actor, guest.feed(), question.get().people(), question.get().on());
        JsonArray lines = new JsonArray();
        for (Reason reason : answers.lines()) {
            lines.add(new JsonObject()
                    .put("line", lines.size() + 1)
                    .put("allowed", reason.allowed())
                    .put("reason", reason.name())
                    .put("why", Json.of(reason.words())));
        }
        return new Said.Page(new JsonObject()
                .put("on", answers.on().toString())
                .put("coverageYears", new JsonArray(answers.years()))
                .put("answers", lines));
    }

    private Optional<Question> question(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            if (body == null || !(body.getValue("pupils") instanceof JsonArray pupils)) {
                return Optional.empty();
            }
            LocalDate today = gate.today();
            LocalDate on = body.getValue("on") == null ? today : LocalDate.parse(body.getString("on"));
            boolean soon = !on.isBefore(today) && !on.isAfter(today.plusYears(AHEAD_YEARS));
            List<Asked> people = new ArrayList<>(pupils.size());
            for (int i = 0; i < pupils.size(); i++) {
                JsonObject pupil = pupils.getJsonObject(i);
                String type = pupil.getString("type", Certificates.RESIDENT);
                people.add(new Asked(type, pupil.getString("certificate", "")));
            }
            boolean fits = !people.isEmpty() && people.size() <= CommercialGate.MOST;
            return soon && fits ? Optional.of(new Question(on, people)) : Optional.empty();
        } catch (DecodeException | ClassCastException | DateTimeException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
