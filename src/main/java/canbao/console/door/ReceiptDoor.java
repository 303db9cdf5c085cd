package canbao.console.door;

import canbao.console.door.Reception.Guest;
import canbao.console.web.Answers;
import canbao.console.web.Aside;
import canbao.console.web.Json;
import canbao.feed.ReceiptStore;
import canbao.feed.ReceiptStore.RejectedRow;
import canbao.feed.receipt.ReceiptOffice;
import canbao.security.Rule;
import canbao.security.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of a batch: {@code GET /feeds/<agency>/<feed>/batches/<batch>}, {@code …/rejections} and {@code …/receipt.xlsx},
 * asked for with a signature like a batch with an empty body. Another agency's batch is as unknown as one that never was.
 */
final class ReceiptDoor {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDoor.class);
    private static final String EMPTY_SM3 = canbao.crypto.Sm3.hex(new byte[0]);
    private static final int PAGE = 100;

    private final Reception reception;
    private final ReceiptOffice office;
    private final ReceiptStore receipts;

    /** What is given to the agency. */
    private sealed interface Found {
        record Page(JsonObject json) implements Found {}

        record Document(String json) implements Found {}

        @SuppressWarnings("ArrayRecordComponent")
        record Sheet(String name, byte[] bytes) implements Found {}

        record Nothing(Verdict.Denied denial) implements Found {}
    }

    ReceiptDoor(Reception reception, ReceiptOffice office) {
        this.reception = reception;
        this.office = office;
        this.receipts = office.batches();
    }

    void receipt(RoutingContext context) {
        answer(
                context,
                "getReceipt",
                guest -> office.result(guest.feed(), batch(context)).map(Found.Document::new));
    }

    /** Empty for a batch that has not been read yet: it has no second receipt. */
    void sheet(RoutingContext context) {
        answer(
                context,
                "getReceiptSheet",
                guest -> office.full(guest.feed(), batch(context)).map(result -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    try {
                        result.writeSheet(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException("a workbook could not be written", e);
                    }
                    return new Found.Sheet(batch(context) + ".result.xlsx", bytes.toByteArray());
                }));
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
                    return new Found.Page(new JsonObject()
                            .put("batch", receipt.batch())
                            .put("rejections", items)
                            .put("next", rows.size() > limit ? page.getLast().n() : null));
                }));
    }

    private void answer(
            RoutingContext context, String operation, Function<Guest.Known, Optional<? extends Found>> find) {
        switch (reception.receive(context, operation)) {
            case Guest.Refused refused -> Reception.refuse(context, refused.denial());
            case Guest.Known guest -> {
                Found found = Aside.run(() -> look(context, guest, find));
                switch (found) {
                    case Found.Nothing nothing -> Reception.refuse(context, nothing.denial());
                    case Found.Page page -> Answers.json(context, 200, page.json());
                    case Found.Document document -> Answers.document(context, 200, document.json());
                    case Found.Sheet sheet -> Answers.workbook(context, sheet.name(), sheet.bytes());
                }
            }
        }
    }

    private Found look(
            RoutingContext context, Guest.Known guest, Function<Guest.Known, Optional<? extends Found>> find) {
        if (!guest.by().digest().equals(EMPTY_SM3)) {
            return new Found.Nothing(Rule.DIGEST_MISMATCH.of(EMPTY_SM3));
        }
        try {
            Optional<Verdict.Denied> replayed = reception.spend(guest);
            if (replayed.isPresent()) {
                return new Found.Nothing(replayed.get());
            }
            Optional<? extends Found> found = find.apply(guest);
            return found.isPresent()
                    ? found.get()
                    : new Found.Nothing(Rule.NO_SUCH_BATCH.of(context.pathParam("batch")));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("feed", guest.feed())
                    .addKeyValue("error", e.getClass().getName())
                    .log("a receipt could not be read; the sender was told to try again");
            return new Found.Nothing(Rule.UNAVAILABLE.of(guest.feed()));
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
