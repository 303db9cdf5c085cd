package canbao.sim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/** A school's office, which asks the hub at its signed door whether a pupil may be sold commercial cover. Blocks. */
public final class SchoolOffice {
    private static final String QUESTION = "education/roster/commercial-cover";
    private static final int ANSWERED = 200;

    private final SignedPush push;

    public SchoolOffice(SignedPush push) {
        this.push = push;
    }

    /** Returns {@code yes} or {@code no} and the hub's reason. */
    public String maySell(String certificate, LocalDate on) {
        JsonObject question = new JsonObject()
                .put("pupils", new JsonArray().add(new JsonObject().put("certificate", certificate)))
                .put("on", on.toString());
        SignedPush.Answer answer = push.post(
                QUESTION,
                question.encode().getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json"));
        if (answer.status() != ANSWERED) {
            return "HTTP " + answer.status();
        }
        JsonObject line = new JsonObject(answer.body()).getJsonArray("answers").getJsonObject(0);
        return (line.getBoolean("allowed") ? "yes " : "no ") + line.getString("reason");
    }
}
