package canbao.alert;

import canbao.alert.Finding.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be done so that the open alerts are what a watch sees. Pure; nothing when they are already.
 *
 * @param raised findings whose alert is open, but says less
 */
record Changes(List<Finding> opened, List<Finding> raised, List<Alert> closed) {
    static Changes between(List<Alert> open, Watch.View view) {
        Map<Key, Alert> known = new HashMap<>();
        open.forEach(alert -> known.put(new Key(AlertKind.valueOf(alert.kind()), alert.subject()), alert));
        List<Finding> opened = new ArrayList<>();
        List<Finding> raised = new ArrayList<>();
        Set<Key> unsure = view.unsure();
        for (Finding finding : view.wrong()) {
            Alert alert = known.remove(finding.key());
            if (unsure.contains(finding.key())) {
                continue;
            }
            if (alert == null) {
                opened.add(finding);
            } else if (says(alert, finding)) {
                raised.add(finding);
            }
        }
        unsure.forEach(known::remove);
        return new Changes(opened, raised, List.copyOf(known.values()));
    }

    boolean none() {
        return opened.isEmpty() && raised.isEmpty() && closed.isEmpty();
    }

    private static boolean says(Alert alert, Finding finding) {
        return alert.stage() < finding.stage()
                || !alert.what().equals(finding.what())
                || !alert.owner().equals(finding.owner());
    }
}
