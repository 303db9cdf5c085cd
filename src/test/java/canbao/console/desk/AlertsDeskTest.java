package canbao.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.alert.AlertKind;
import canbao.alert.AlertStore;
import canbao.alert.Alerts;
import canbao.console.ConsoleHarness;
import canbao.io.Database;
import canbao.model.Wording;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AlertsDeskTest {
    private final Database database = Platform.database();
    private final HandClock clock = new HandClock(ConsoleHarness.START);
    private final AlertStore store = new AlertStore(database, false);

    @Test
    void what_is_open_and_what_was_are_listed_page_by_page(Vertx vertx) {
        Alerts alerts = new Alerts(store, clock);
        for (String feed : List.of("health/deaths", "tax/levies", "police/floating")) {
            alerts.open(AlertKind.LATE_FEED, feed, "区疾控中心", new Wording("迟报", "is late"));
            clock.forward(Duration.ofMinutes(1));
        }
        alerts.close(AlertKind.LATE_FEED, "tax/levies");
        try (ConsoleHarness console = new ConsoleHarness(vertx, database, new AlertsDesk(store))) {
            assertThat(console.get("/api/desk/alerts").statusCode()).isEqualTo(401);
            DeskCaller desk = new DeskCaller(console, "desk");
            JsonObject page = desk.get("/alerts?limit=1");
            assertThat(subjects(page)).containsExactly("health/deaths");
            JsonObject first = page.getJsonArray("alerts").getJsonObject(0);
            assertThat(first.getString("kind")).isEqualTo("LATE_FEED");
            assertThat(first.getString("openedAt")).isEqualTo("2024-11-01T10:00+08:00");
            assertThat(first.getJsonObject("what").getString("en")).isEqualTo("is late");
            JsonObject rest = desk.get("/alerts?after=" + page.getLong("after"));
            assertThat(subjects(rest)).containsExactly("police/floating");
            assertThat(desk.get("/alerts?after=" + rest.getLong("after")).containsKey("after"))
                    .isFalse();
            JsonObject history = desk.get("/alerts/history?limit=2");
            assertThat(subjects(history)).containsExactly("police/floating", "tax/levies");
            assertThat(history.getJsonArray("alerts").getJsonObject(1).getString("closedAt"))
                    .isEqualTo("2024-11-01T10:03+08:00");
            assertThat(subjects(desk.get("/alerts/history?before=" + history.getLong("before"))))
                    .containsExactly("health/deaths");
            assertThat(desk.refused("/alerts?after=x").getString("rule")).isEqualTo("MALFORMED");
        }
    }

    private static List<String> subjects(JsonObject page) {
        return page.getJsonArray("alerts").stream()
                .map(alert -> ((JsonObject) alert).getString("subject"))
                .toList();
    }
}
