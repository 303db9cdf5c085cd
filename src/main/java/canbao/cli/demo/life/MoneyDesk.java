package canbao.cli.demo.life;

import canbao.cli.demo.life.LifeChapter.Office;
import canbao.cli.desk.DeskClient;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two colleagues at the desk of claims, differences and people who do not pay: what they do there, and what they see. Their
 * sessions last until they leave, or their day is over.
 */
final class MoneyDesk implements AutoCloseable {
    private static final String AREA = "330302";
    private static final int YEAR = 2025;
    private static final String SHORT = "FUND_SHORT";

    private final Office office;
    private final Map<String, DeskClient> sessions = new HashMap<>();

    MoneyDesk(Office office) {
        this.office = office;
    }

    /** A claim as the desk shows it; amounts in fen. */
    record Claim(long number, String fund, long amountFen, long gapFen, String told) {}

    /** Asks finance for all that is subsidised, unless that is done, and has the other one approve it. */
    Claim claim(LocalDate due) {
        if (claims().isEmpty()) {
            post(
                    "admin",
                    "/fund/claims",
                    new JsonObject()
                            .put("area", AREA)
                            .put("year", YEAR)
                            .put("due", due.toString())
                            .put("reason", "年初请款 / what stands subsidised in January"));
        }
        JsonObject first = claims().getFirst();
        if (first.getString("state").equals("ASKED")) {
            String path = "/fund/claims/" + first.getLong("claim") + "/approve";
            post("desk", path, new JsonObject().put("reason", "与台账相符 / as in the ledger"));
        }
        return claimed();
    }

    /** The first claim. */
    Claim claimed() {
        JsonObject first = claims().getFirst();
        return new Claim(
                first.getLong("claim"),
                first.getString("fund"),
                first.getLong("amountFen"),
                first.getLong("gapFen"),
                "%s of %d people, asked by %s, decided by %s"
                        .formatted(
                                first.getString("state"),
                                first.getLong("people"),
                                first.getString("askedBy"),
                                first.getString("decidedBy")));
    }

    private List<JsonObject> claims() {
        return list("/fund/claims?year=" + YEAR, "claims");
    }

    /** What the alert of a claim that is short says, and whether it is over; empty while there was none. */
    String shortfall() {
        return list("/alerts/history", "alerts").stream()
                .filter(alert -> alert.getString("kind").equals(SHORT))
                .map(alert -> alert.getJsonObject("what").getString("en").replaceFirst(".* is short", "short")
                        + (alert.getValue("closedAt") == null ? ", open" : ", closed"))
                .findFirst()
                .orElse("");
    }

    /** Compares the ledger with the others' books, and gives each difference to somebody. */
    void reconcile() {
        post("desk", "/recon/runs", new JsonObject().put("year", YEAR).put("graceDays", 0));
        list("/recon?state=OPEN", "differences")
                .forEach(found ->
                        post("desk", path(found) + "/assign", new JsonObject().put("to", "参保科 / enrolment office")));
    }

    void closeDifferences() {
        list("/recon?state=OPEN", "differences")
                .forEach(found -> post(
                        "desk",
                        path(found) + "/close",
                        new JsonObject().put("reason", "医保误登，已更正 / the insurer's mistake, corrected")));
    }

    /** Every difference of a person, and how many there are of others. */
    String differences(PersonKey person) {
        List<JsonObject> all = list("/recon", "differences");
        List<String> his = all.stream()
                .filter(found -> found.getString("person").equals(person.toString()))
                .map(found -> String.join(
                        " ",
                        found.getString("kind"),
                        found.getString("result", "OPEN"),
                        found.getString("assignee", "-")))
                .toList();
        return String.join(", ", his) + ", others " + (all.size() - his.size());
    }

    /** Why a person who owes does not pay, and of how many the same is said; empty when nobody says why. */
    String unpaid(PersonKey person) {
        for (JsonObject reason : list("/work/unpaid?limit=1", "reasons")) {
            String name = reason.getString("reason");
            boolean his = !name.equals("NONE")
                    && list("/work/unpaid?reason=" + name, "unpaid").stream()
                            .anyMatch(owing -> owing.getString("person").equals(person.toString()));
            if (his) {
                return name + ", " + reason.getLong("cases") + " in all";
            }
        }
        return "";
    }

    private static String path(JsonObject difference) {
        return "/recon/" + difference.getLong("difference");
    }

    private void post(String user, String path, JsonObject body) {
        signedIn(user).post(path, body);
    }

    private List<JsonObject> list(String path, String name) {
        JsonArray items = signedIn("desk").get(path).getJsonArray(name);
        return items.stream().map(JsonObject.class::cast).toList();
    }

    private DeskClient signedIn(String user) {
        return sessions.computeIfAbsent(user, name -> DeskClient.signIn(office.hub(), name, office.password()));
    }

    @Override
    public void close() {
        sessions.values().forEach(DeskClient::close);
    }
}
