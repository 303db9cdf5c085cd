package canbao.runtime;

import canbao.feed.HubComponent;
import canbao.feed.Inbox;
import canbao.routes.RouteDoors;
import canbao.routes.door.DoorMaker;
import canbao.routes.door.Wiring;
import canbao.routes.files.FileDoors;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The doors that the hub looks into by itself, wired to the inbox, the books and the database. */
public final class PolledDoors {
    private static final Wiring WIRING = new Wiring(
            HubComponent.NUMBER,
            HubComponent.AS_OF,
            HubComponent.CONTROL,
            failure ->
                    failure instanceof Inbox.NotAccepted refused ? Optional.of(refused.refusal()) : Optional.empty());

    private PolledDoors() {}

    static RouteDoors of(HubConfig config, Clock clock) {
        Map<String, DoorMaker> kinds = new HashMap<>();
        kinds.put("folder", FileDoors.folder(clock));
        kinds.put("sftp-fetch", FileDoors.fetched(clock));
        return new RouteDoors(kinds, config.routes().values(), WIRING);
    }

    /** RouteDoors with which routes can be loaded, and into which nobody looks. */
    public static RouteDoors rehearsal(HubConfig config) {
        return of(config, Clock.systemUTC());
    }
}
