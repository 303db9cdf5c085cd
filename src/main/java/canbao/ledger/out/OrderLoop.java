package canbao.ledger.out;

import canbao.io.Database;
import canbao.io.Lease;
import canbao.ledger.Order;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.ledger.OrderStore;
import canbao.model.Identity;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends queued orders of one destination in batches. Names and numbers are filled in here, at the moment of sending, and
 * kept nowhere. An order that was sent but not marked is sent again under the same key, which its receiver must know.
 */
public final class OrderLoop {
    private static final int BATCH = 500;

    private final Destination destination;
    private final OrderStore orders;
    private final Lease lease;
    private final Function<Collection<PersonKey>, Map<PersonKey, Identity>> identities;
    private final Consumer<JsonArray> send;
    private final PlatformCodes codes;
    private final Clock clock;

    /**
     * @param identities opens the vault
     * @param codes the platform's, into which categories and kinds of persons are translated here
     * @param send hands a batch to the destination's route; throws when it was not taken
     */
    public OrderLoop(
            Destination destination,
            Database database,
            Lease lease,
            Function<Collection<PersonKey>, Map<PersonKey, Identity>> identities,
            PlatformCodes codes,
            Consumer<JsonArray> send,
            Clock clock) {
        this.destination = destination;
        this.orders = new OrderStore(database);
        this.lease = lease;
        this.identities = identities;
        this.send = send;
        this.codes = codes;
        this.clock = clock;
    }

    /** Sends one batch; true when there may be more. */
    public boolean step() {
        if (lease.hold().isEmpty()) {
            return false;
        }
        List<Order> ready = orders.ready(destination, BATCH);
        if (ready.isEmpty()) {
            return false;
        }
        List<Order> leaving = orders.leaving(ready);
        if (!leaving.isEmpty()) {
            send(leaving);
        }
        return ready.size() == BATCH;
    }

    private void send(List<Order> ready) {
        Map<PersonKey, Identity> people =
                identities.apply(ready.stream().map(Order::person).toList());
        JsonArray batch = new JsonArray();
        for (Order order : ready) {
            Identity identity = people.get(order.person());
            if (identity == null) {
                throw new IllegalStateException("the vault has no record of person " + order.person());
            }
            batch.add(item(order, identity));
        }
        send.accept(batch);
        orders.sent(ready);
    }

    private JsonObject item(Order order, Identity identity) {
        JsonObject item = new JsonObject()
                .put("order", order.key())
                .put("action", order.action().name())
                .put("year", order.coverageYear())
                .put("certno", identity.certificateNumber())
                .put("psn_name", identity.name());
        codes.write(item, order, identity, LocalDate.ofInstant(clock.instant(), clock.getZone()));
        if (order.action() == Action.REFUND) {
            return item.put("refundFen", order.premium().personal().value());
        }
        item.put("personalFen", order.premium().personal().value())
                .put("subsidyFen", order.premium().subsidy().value());
        if (destination == Destination.INSURER) {
            item.put("category", order.category())
                    .put("fiscalFen", order.premium().fiscal().value());
        }
        return item;
    }
}
