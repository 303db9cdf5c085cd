package canbao.sim;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Civil affairs: takes the hub's leads at {@code POST /leads}, knows each by its number, and says on the feed
 * civil-affairs/visits what came of a visit when somebody was there. Listens on the loopback address; start and stop block.
 */
public final class CivilAffairsSimulator {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));

    private final Leads leads;
    private final OrderDesk desk;
    private final Clock clock;

    /** The leads by number; those in the journal are known again after a restart. */
    private static final class Leads implements OrderDesk.Book {
        private final Map<Long, JsonObject> known = new LinkedHashMap<>();
        private final Journal journal;

        Leads(Journal journal) {
            this.journal = journal;
            journal.read().forEach(lead -> known.put(lead.getLong("lead"), lead));
        }

        @Override
        public synchronized List<String> answers(JsonArray array) {
            List<JsonObject> fresh = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                if (!(array.getValue(i) instanceof JsonObject lead) || !(lead.getValue("lead") instanceof Number)) {
                    throw new IllegalArgumentException("item " + i + " is no lead with a number");
                }
                if (!known.containsKey(lead.getLong("lead"))) {
                    fresh.add(lead);
                }
            }
            journal.write(fresh);
            fresh.forEach(lead -> known.put(lead.getLong("lead"), lead));
            return List.of();
        }

        @Override
        public List<String> undelivered() {
            return List.of();
        }

        @Override
        public void delivered(List<String> lines) {
            // a visit that is reported twice is the same row
        }

        synchronized List<JsonObject> of(String certificate) {
            return known.values().stream()
                    .filter(lead -> certificate.equals(lead.getString("certno")))
                    .toList();
        }

        synchronized int count() {
            return known.size();
        }
    }

    public CivilAffairsSimulator(Vertx vertx, SignedPush push, Journal journal, Clock clock) {
        this.clock = clock;
        this.leads = new Leads(journal);
        this.desk = new OrderDesk(vertx, "/leads", "civil-affairs/visits", leads, push);
    }

    /**
     * Listens, and goes on pushing what waits. After a stop the port stays as it was.
     *
     * @param port 0 for any
     */
    public void start(int port) {
        desk.start(port);
    }

    public void stop() {
        desk.stop();
    }

    public int port() {
        return desk.port();
    }

    /** Lines that the hub has not taken yet. */
    public int pending() {
        return desk.pending();
    }

    /** How many leads there are. */
    public int leads() {
        return leads.count();
    }

    /** The reasons for which somebody was named as a lead. */
    public List<String> reasons(String certificate) {
        return leads.of(certificate).stream()
                .map(lead -> lead.getString("reason"))
                .toList();
    }

    /**
     * Visits everybody who was named under this number, and reports it.
     *
     * @param result IDENTIFIED, NOT_ENTITLED, NOT_FOUND or DECLINED
     */
    public void visit(String certificate, String result) {
        String now = STAMP.format(clock.instant());
        desk.push(
                "civil-affairs/visits",
                leads.of(certificate).stream()
                        .map(lead -> new JsonObject()
                                .put("certno", certificate)
                                .put("psn_name", lead.getString("psn_name"))
                                .put("lead", lead.getLong("lead"))
                                .put("reason", lead.getString("reason"))
                                .put("result", result)
                                .put("date", now.substring(0, 8))
                                .put("time", now)
                                .encode())
                        .toList());
    }
}
