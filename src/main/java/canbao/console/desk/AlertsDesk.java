package canbao.console.desk;

import canbao.alert.Alert;
import canbao.alert.AlertStore;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Alerts: {@code GET /alerts?after&limit}, the open ones, oldest first; {@code GET /alerts/history?before&limit}, all. */
public final class AlertsDesk implements Desk.Part {
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final AlertStore alerts;

    public AlertsDesk(AlertStore alerts) {
        this.alerts = alerts;
    }

    @Override
    public void mount(Desk desk) {
        desk.get("/alerts", call -> page(alerts.open(call.query("after", 0, Integer.MAX_VALUE), limit(call)), "after"));
        desk.get(
                "/alerts/history",
                call -> page(alerts.history(call.query("before", 0, Integer.MAX_VALUE), limit(call)), "before"));
    }

    private static int limit(Call call) {
        return Math.max(1, call.query("limit", PAGE, MOST));
    }

    /** The last one's number is where the next page goes on. */
    private static Reply page(List<Alert> found, String next) {
        JsonObject body = Desk.list("alerts", found);
        if (!found.isEmpty()) {
            body.put(next, found.getLast().id());
        }
        return Reply.of(body);
    }
}
