package canbao.cli.doors;

import java.util.Map;

/**
 * One door with the agency behind it.
 *
 * @param id as in the output
 * @param about Chinese and English
 * @param route the route file's text
 * @param settings what {@code hub.yaml} says under {@code routes:} for it
 * @param sender offers the list at the agency's end
 */
record TryDoor(String id, String about, String route, Map<String, String> settings, Sender sender) {
    TryDoor {
        settings = Map.copyOf(settings);
    }

    /** Offers a list to the hub, or leaves it where the hub will look. */
    interface Sender {
        void send(SameList list, Occasion at) throws Exception;
    }
}
