package canbao.cli.demo.life;

import canbao.cli.demo.life.LifeChapter.Office;
import canbao.cli.desk.DeskClient;
import canbao.io.yaml.Problems;
import canbao.policy.Policy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two colleagues at the desk: one compares and proposes the next version of the policy, the other one approves it. */
final class DraftDesk {
    private static final Pattern NUMBER = Pattern.compile("(?m)^version: (\\d+)$");
    private static final String MORE = """

            # 认定前已缴的退费；长护险随居民医保；商业补充为困难群众出资
            changes: {paidBefore: refund-if-not-started}
            products:
              - {product: 410, name: 长期护理保险, follows: 390}
              - product: 9301
                name: 商业补充医疗保险
                paidFor: [特困人员]
                premium: {personal: 150.00, fiscal: 0.00, total: 150.00}
                subsidy: full
            """;

    private final Office office;
    private final String text;
    private final String policy;

    /** Drafts the version that follows the file's. */
    DraftDesk(Office office) {
        this.office = office;
        this.text = next(office.policy());
        Problems problems = new Problems();
        this.policy = Policy.draft(text, "draft", problems).version();
        problems.throwIfAny();
    }

    /** Such as {@code 330302-2025/2}. */
    String policy() {
        return policy;
    }

    /** Who gains and who loses, before anybody decides. */
    record Forecast(long people, long gain, long lose) {}

    /** Where that version stands: {@code ASKED}, {@code APPROVED}, {@code ACTIVE}; empty when nobody proposed it. */
    String state() {
        try (DeskClient admin = signIn("admin")) {
            JsonArray drafts = admin.get("/policy/drafts").getJsonArray("drafts");
            return drafts.stream()
                    .map(JsonObject.class::cast)
                    .filter(draft -> draft.getString("policy").equals(policy))
                    .map(draft -> draft.getString("state"))
                    .reduce("", (one, later) -> later);
        }
    }

    Forecast propose(LocalDate from) {
        try (DeskClient admin = signIn("admin")) {
            JsonObject asked = new JsonObject().put("text", text).put("on", from.toString());
            JsonObject run = admin.post("/policy/what-if", asked);
            while (run.getString("state").equals("RUNNING")) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                run = admin.get("/policy/what-if/" + run.getLong("run"));
            }
            JsonObject draft = admin.post(
                    "/policy/drafts",
                    new JsonObject()
                            .put("text", text)
                            .put("on", from.toString())
                            .put("whatIf", run.getLong("run"))
                            .put("reason", "增加长护险、商业补充和等待期 / two products and waiting months"));
            approve(draft);
            JsonObject people = run.getJsonObject("totals").getJsonObject("people");
            return new Forecast(people.getLong("decided"), people.getLong("gain"), people.getLong("lose"));
        }
    }

    private DeskClient signIn(String user) {
        return DeskClient.signIn(office.hub(), user, office.password());
    }

    private void approve(JsonObject draft) {
        try (DeskClient colleague = signIn("desk")) {
            colleague.post(
                    "/policy/drafts/" + draft.getLong("draft") + "/approve",
                    new JsonObject().put("digest", draft.getString("digest")).put("reason", "试算无人失去资助 / nobody loses"));
        }
    }

    private static String next(Path file) {
        try {
            String now = Files.readString(file);
            Matcher number = NUMBER.matcher(now);
            if (!number.find()) {
                throw new IllegalStateException(file + " names no version");
            }
            return number.replaceFirst("version: " + (Integer.parseInt(number.group(1)) + 1)) + MORE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
