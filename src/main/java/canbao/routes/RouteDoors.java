package canbao.routes;

import canbao.routes.door.DoorMaker;
import canbao.routes.door.Wiring;
import java.util.Map;
import java.util.Properties;

/**
 * Where routes begin.
 *
 * @param kinds the doors that are looked into on a schedule, by the scheme that routes use
 * @param settings {@code hub.yaml}'s {@code routes:}: what names stand for; some are secrets
 */
public record RouteDoors(Map<String, DoorMaker> kinds, Properties settings, Wiring wiring) {
    public RouteDoors {
        kinds = Map.copyOf(kinds);
    }

    @Override
    public String toString() {
        return "RouteDoors" + kinds.keySet();
    }
}
