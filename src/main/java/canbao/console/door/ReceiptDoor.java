package canbao.console.door;

import canbao.console.door.Reception.Guest;
import canbao.console.web.Answers;
import canbao.console.web.Aside;
import canbao.console.web.Json;
import canbao.feed.ReceiptStore;
import canbao.feed.ReceiptStore.RejectedRow;
import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of a batch: {@code GET /feeds/<agency>/<feed>/batches/<batch>} and {@code …/rejections}, signed like a batch
 * with an empty body. Another agency's batch is as unknown as one that never was.
 */
final class ReceiptDoor {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDoor.class);
    private static final String EMPTY_SM3 = canbao.crypto.Sm3.hex(new byte[0]);
    private static final int PAGE = 100;

    private final Reception reception;
    private final ReceiptStore receipts;

    ReceiptDoor(Reception reception, ReceiptStore receipts) {
        this.reception = reception;
        this.receipts = receipts;
    }

    void receipt(RoutingContext context) {
        answer(
                context,
                "getReceipt",
                guest -> receipts.find(guest.feed(), batch(context)).map(Json::of));
    }

    void rejections(RoutingContext context) {
        answer(
                context,
                "getRejections",
                guest -> receipts.find(guest.feed(), batch(context)).map(receipt -> {
                    int limit = number(context, "limit", PAGE);
                    List<RejectedRow> rows =
                            receipts.rejections(receipt.batch(), number(context, "after", 0), limit + 1);
                    List<RejectedRow> page = rows.subList(0, Math.min(limit, rows.size()));
                    JsonArray items = new JsonArray();
                    page.forEach(row -> items.add(Json.of(row)));
                    return new JsonObject()
                            .put("batch", receipt.batch())
                            .put("rejections", items)
                            .put("next", rows.size() > limit ? page.getLast().n() : null);
                }));
    }

    private void answer(RoutingContext context, String operation, Function<Guest.Known, Optional<JsonObject>> find) {
        switch (reception.receive(context, operation)) {
            case Guest.Refused refused -> Reception.refuse(context, refused.denial());
            case Guest.Known guest -> {
                Object found = Aside.run(() -> look(context, guest, find));
                switch (found) {
                    case Verdict.Denied denied -> Reception.refuse(context, denied);
                    case JsonObject json -> Answers.json(context, 200, json);
                    default -> throw new IllegalStateException();
                }
            }
        }
    }

    private Object look(RoutingContext context, Guest.Known guest, Function<Guest.Known, Optional<JsonObject>> find) {
        if (!guest.by().digest().equals(EMPTY_SM3)) {
            return Rule.DIGEST_MISMATCH.of(EMPTY_SM3);
        }
        try {
            Optional<Verdict.Denied> replayed = reception.spend(guest);
            if (replayed.isPresent()) {
                return replayed.get();
            }
            Optional<JsonObject> found = find.apply(guest);
            return found.isPresent() ? found.get() : Rule.NO_SUCH_BATCH.of(context.pathParam("batch"));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("feed", guest.feed())
                    .addKeyValue("error", e.getClass().getName())
                    .log("a receipt could not be read; the sender was told to try again");
            return Rule.UNAVAILABLE.of(guest.feed());
        }
    }

    private static long batch(RoutingContext context) {
        return Long.parseLong(context.pathParam("batch"));
    }

    private static int number(RoutingContext context, String name, int otherwise) {
        List<String> values = context.queryParam(name);
        return values.isEmpty() ? otherwise : Integer.parseInt(values.getFirst());
    }
}
