package canbao.console.door;

import canbao.console.web.Answers;
import canbao.console.web.Aside;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.correction.Corrections;
import canbao.feed.outcome.Outcomes;
import canbao.feed.receipt.ReceiptOffice;
import canbao.ledger.gate.CommercialGate;
import canbao.model.batch.Receipt;
import canbao.security.SignedRequests;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All HTTP doors for agencies, on one router: batches in, receipts, corrections and outcomes out, schools' questions, and {@code
 * /openapi.json}. */
public final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final SignedRequests requests;
    private final DoorBell bell;
    private final Offices offices;
    private final ReceiptOffice receipts;
    private final ContractCatalogue contracts;
    private final BodyStream.Pace pace;

    /** Who answers agencies' questions. */
    public record Offices(
            ReceiptOffice receipts, Corrections corrections, Outcomes outcomes, CommercialGate commercial) {}

    public Doors(SignedRequests requests, DoorBell bell, Offices offices, ContractCatalogue contracts) {
        this(requests, bell, offices, contracts, BodyStream.Pace.DEFAULT);
    }

    Doors(SignedRequests requests, DoorBell bell, Offices offices, ContractCatalogue contracts, BodyStream.Pace pace) {
        this.requests = requests;
        this.bell = bell;
        this.offices = offices;
        this.receipts = offices.receipts();
        this.contracts = contracts;
        this.pace = pace;
    }

    /**
     * Hangs the doors into a router; waits, so call it from a virtual-thread verticle.
     *
     * @param maxBytes the most bytes of one batch
     */
    public void mount(Vertx vertx, Router router, long maxBytes) {
        ApiDocument document = ApiDocument.load(vertx);
        JsonObject published = FeedPaths.added(document.text(), contracts);
        Reception reception = new Reception(document, requests);
        FeedDoor door = new FeedDoor(reception, bell, this::document, maxBytes, pace);
        ReceiptDoor receiptDoor = new ReceiptDoor(reception, receipts);
        router.post("/feeds/:agency/:feed").handler(door::take);
        router.get("/feeds/:agency/:feed/batches/:batch").handler(receiptDoor::receipt);
        router.get("/feeds/:agency/:feed/batches/:batch/rejections").handler(receiptDoor::rejections);
        router.get("/feeds/:agency/:feed/batches/:batch/receipt.xlsx").handler(receiptDoor::sheet);
        new CorrectionDoor(reception, offices.corrections(), offices.outcomes()).mount(router);
        new CommercialDoor(reception, offices.commercial(), contracts).mount(router);
        // The keys of receipts are for everybody: whoever is shown a receipt can verify it.
        router.get("/receipt-keys.json").handler(context -> Answers.json(context, 200, receipts.publishedKeys()));
        router.get("/openapi.json").handler(context -> Answers.json(context, 200, published));
    }

    private String document(Receipt receipt) {
        return receipt.document().isEmpty() ? receipts.first(receipt) : receipt.document();
    }

    /** Forgets old nonces; a database that does not answer only delays it. */
    public void tidy() {
        try {
            Aside.run(requests::tidy);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("error", e.getClass().getName()).log("old nonces could not be removed yet");
        }
    }
}
