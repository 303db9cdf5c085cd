package canbao.sim.sms;

import io.vertx.core.json.JsonObject;

/**
 * How the simulated centre misbehaves. Delays are milliseconds, the others shares of submits from 0 to 1.
 *
 * @param lost answered as accepted, but the handset never gets it and no report comes
 * @param undelivered accepted, not delivered, reported as UNDELIV
 * @param swallowed delivered and reported, but the submit is never answered
 * @param tooFast refused with result 8
 * @param duplicateReports reported twice
 * @param reportFirst reported before the submit is answered
 * @param close delivered, then the connection is closed without an answer
 */
public record Faults(
        int responseMillis,
        int reportMillis,
        double lost,
        double undelivered,
        double swallowed,
        double tooFast,
        double duplicateReports,
        double reportFirst,
        double close) {
    public static final Faults NONE = of(new JsonObject());

    /** Reads the component names as keys; what is missing is 0. Throws {@link IllegalArgumentException} on an unknown key. */
    public static Faults of(JsonObject json) {
        Faults faults = new Faults(
                json.getInteger("responseMillis", 0),
                json.getInteger("reportMillis", 0),
                json.getDouble("lost", 0.0),
                json.getDouble("undelivered", 0.0),
                json.getDouble("swallowed", 0.0),
                json.getDouble("tooFast", 0.0),
                json.getDouble("duplicateReports", 0.0),
                json.getDouble("reportFirst", 0.0),
                json.getDouble("close", 0.0));
        for (String key : json.fieldNames()) {
            if (!faults.json().containsKey(key)) {
                throw new IllegalArgumentException(
                        "unknown fault " + key + "; known are " + faults.json().fieldNames());
            }
        }
        return faults;
    }

    public JsonObject json() {
        return new JsonObject()
                .put("responseMillis", responseMillis)
                .put("reportMillis", reportMillis)
                .put("lost", lost)
                .put("undelivered", undelivered)
                .put("swallowed", swallowed)
                .put("tooFast", tooFast)
                .put("duplicateReports", duplicateReports)
                .put("reportFirst", reportFirst)
                .put("close", close);
    }
}
