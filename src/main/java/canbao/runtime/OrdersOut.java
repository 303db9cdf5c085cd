package canbao.runtime;

import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.ledger.Order.Destination;
import canbao.ledger.out.OrderLoop;
import canbao.ledger.out.PlatformCodes;
import canbao.routes.Routes;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways by which orders leave, each through its route. */
record OrdersOut(Database database, LeaseStore leases, VaultStore vault, PlatformCodes codes, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(OrdersOut.class);

    /** What sends a destination's orders; nothing when there is no such route. */
    Optional<OrderLoop> to(Destination destination, Routes routes, String route) {
        if (!routes.has(route)) {
            LOG.atInfo().addKeyValue("route", route).log("no such route: its orders stay queued");
            return Optional.empty();
        }
        return Optional.of(new OrderLoop(
                destination,
                database,
                new Lease(leases, "orders/" + destination),
                vault::identities,
                codes,
                batch -> routes.call(
                        route, batch.encode(), Map.of("Content-Type", "application/json"), Map.of(), String.class),
                clock));
    }
}
