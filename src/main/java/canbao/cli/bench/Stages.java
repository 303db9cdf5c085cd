package canbao.cli.bench;

import canbao.cli.bench.CpuMeter.Reading;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each stage of one snapshot cost, in the order of the path: where the time goes. */
record Stages(Map<String, Reading> parts) {
    /** Runs stages one after the other and reads the meters between them. */
    static final class Watch {
        private final CpuMeter meter;
        private final Map<String, Reading> parts = new LinkedHashMap<>();
        private Reading last;

        Watch(CpuMeter meter) {
            this.meter = meter;
            this.last = meter.read();
        }

        void lap(String stage) {
            Reading now = meter.read();
            parts.put(stage, now.since(last));
            last = now;
        }

        Stages stages() {
            return new Stages(parts);
        }
    }

    Reading total() {
        return parts.values().stream().reduce(new Reading(0, 0, 0), Reading::plus);
    }

    /** Per stage: seconds of wall, and microseconds a row of the hub's and of PostgreSQL's processor time. */
    JsonObject figures(int rows) {
        JsonObject all = new JsonObject();
        parts.forEach((stage, cost) -> all.put(
                stage,
                new JsonObject()
                        .put("wallSeconds", SnapshotBench.rounded(cost.wall()))
                        .put("hubCpuMicrosPerRow", SnapshotBench.rounded(cost.own() * 1e6 / rows))
                        .put("pgCpuMicrosPerRow", SnapshotBench.rounded(cost.postgres() * 1e6 / rows))));
        return all;
    }
}
