package canbao.console.door;

import java.util.HashMap;
import java.util.Map;

/** How many batches may arrive at once: some in all, and fewer of one agency, so that a slow one leaves room for others. */
final class Places {
    private static final int IN_ALL = 12;
    private static final int OF_ONE_AGENCY = 4;

    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    synchronized boolean take(String agency) {
        int own = taken.getOrDefault(agency, 0);
        if (all == IN_ALL || own == OF_ONE_AGENCY) {
            return false;
        }
        all++;
        taken.put(agency, own + 1);
        return true;
    }

    synchronized void leave(String agency) {
        all--;
        taken.compute(agency, (name, own) -> own == null || own == 1 ? null : own - 1);
    }
}
