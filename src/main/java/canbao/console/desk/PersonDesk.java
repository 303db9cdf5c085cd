package canbao.console.desk;

import canbao.audit.AuditStore;
import canbao.identity.CertificateKeys;
import canbao.identity.Certificates;
import canbao.identity.Names;
import canbao.identity.VaultStore;
import canbao.identity.person.Merger;
import canbao.identity.review.Review;
import canbao.identity.review.Reviews;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * People at the desk: {@code /persons/…} to find, show, merge and tell apart, {@code /reviews/…} for what sources say
 * against the population register. A certificate number comes in a posted body only; what is shown is masked, except both
 * words of one review, and that look is noted.
 */
public final class PersonDesk implements Desk.Part {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int PAGE = 500;
    private static final int REASON = 300;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{11}");

    private final Acts acts;
    private final PersonPage.Sources sources;
    private final PersonPage page;

    /** Who does what is asked. */
    public record Acts(Merger merger, Reviews reviews, CertificateKeys keys, AuditStore audit) {}

    public PersonDesk(Acts acts, PersonPage.Sources sources) {
        this.acts = acts;
        this.sources = sources;
        this.page = new PersonPage(sources);
    }

    @Override
    public void mount(Desk desk) {
        desk.post("/persons/find", this::find);
        desk.post(
                "/persons/merge",
                call -> changed(
                        acts.merger.merge(person(call, "one"), person(call, "other"), call.actor(), reason(call))));
        desk.post(
                "/persons/separate",
                call -> changed(
                        acts.merger.separate(person(call, "one"), person(call, "other"), call.actor(), reason(call))));
        desk.get("/persons/:person", this::show);
        desk.get("/doubtful", call -> Reply.of(new JsonObject().put("links", PersonPage.list(doubtful(call)))));
        desk.get("/reviews", this::reviews);
        desk.get("/reviews/:review", this::look);
        desk.post("/reviews/:review", this::decide);
    }

    private Reply find(Call call) {
        String type = call.body().getString("type", Certificates.RESIDENT);
        Certificates.Result read = Certificates.check(type, call.text("number"));
        if (!(read instanceof Certificates.Valid valid)) {
            throw new Call.Malformed("number", "不是有效的证件号码", "is no valid certificate number");
        }
        Optional<PersonKey> found = sources.vault().find(acts.keys.key(valid.type(), valid.number()));
        if (found.isEmpty()) {
            return Reply.missing("没有任何部门报过这个号码。", "No agency ever named this number.");
        }
        PersonKey person = found.get();
        acts.audit.append(call.actor(), "person.find", person.toString(), new JsonObject());
        return Reply.of(new JsonObject().put("person", person.toString()));
    }

    private Reply show(Call call) {
        PersonKey person = key("person", call.path("person"));
        Optional<String> asKnownOn = call.query("asKnownOn");
        Instant at = asKnownOn.map(PersonDesk::moment).orElseGet(() -> Instant.parse("9999-01-01T00:00:00Z"));
        JsonObject shown = page.of(person, at, asKnownOn.isPresent());
        boolean nothing = shown.getJsonArray("facts").isEmpty()
                && shown.getJsonArray("links").isEmpty()
                && shown.getJsonArray("people").getJsonObject(0).getString("certificate") == null;
        return nothing ? Reply.missing("没有这个人。", "There is nobody of that key.") : Reply.of(shown);
    }

    /** The end of a day in Shanghai, or an exact moment with its offset. */
    private static Instant moment(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(SHANGHAI)
                            .toInstant()
                            .minusNanos(1_000)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Call.Malformed(
                    "asKnownOn", "应为 2025-01-31 或带时区的时刻", "must be such as 2025-01-31, or a moment with its offset");
        }
    }

    private static Reply changed(Merger.Result result) {
        return switch (result) {
            case Merger.Result.Merged merged ->
                Reply.of(
                        new JsonObject().put("kept", merged.kept().toString()).put("persons", texts(merged.persons())));
            case Merger.Result.Separated apart ->
                Reply.of(new JsonObject().put("separated", texts(List.of(apart.one(), apart.other()))));
            case Merger.Result.Refused no -> Reply.refused(409, no.rule(), no.why(), no.fix());
        };
    }

    private Iterable<? extends Record> doubtful(Call call) {
        return sources.links().doubtful(call.query("limit", 100, PAGE)).stream()
                .map(PersonPage::link)
                .toList();
    }

    private Reply reviews(Call call) {
        Review.State state = state(call.query("state").orElse("OPEN"));
        long after = call.query("after", 0, Integer.MAX_VALUE);
        JsonArray list = new JsonArray();
        for (Review review : acts.reviews.store().list(state, after, call.query("limit", 100, PAGE))) {
            list.add(words(PersonPage.shown(review), review, false));
        }
        return Reply.of(new JsonObject().put("reviews", list));
    }

    private Reply look(Call call) {
        Optional<Review> found = acts.reviews.store().find(call.id("review"));
        if (found.isEmpty()) {
            return Reply.missing("没有这条核对。", "There is no such review.");
        }
        acts.reviews.looked(found.get(), call.actor());
        return Reply.of(words(PersonPage.shown(found.get()), found.get(), true));
    }

    /** What every source says; in the clear for one review that somebody decides. */
    private JsonObject words(JsonObject shown, Review review, boolean clear) {
        JsonArray words = new JsonArray();
        for (VaultStore.Word word : sources.vault().words(review.person())) {
            words.add(new JsonObject()
                    .put("feed", word.source())
                    .put("judges", sources.vault().judges(word.source()))
                    .put("name", clear ? word.name() : Names.masked(word.name()))
                    .put("birth", clear ? word.birth() : word.birth().replaceAll("[0-9]", "*")));
        }
        return shown.put("words", words);
    }

    private Reply decide(Call call) {
        Review.State decision = state(call.text("decision"));
        if (decision != Review.State.SAME_PERSON && decision != Review.State.OTHER_PERSON) {
            throw new Call.Malformed(
                    "decision", "应为 SAME_PERSON 或 OTHER_PERSON", "must be SAME_PERSON or OTHER_PERSON");
        }
        Optional<Review> found = acts.reviews.store().find(call.id("review"));
        if (found.isEmpty()) {
            return Reply.missing("没有这条核对。", "There is no such review.");
        }
        if (!acts.reviews.decide(found.get(), decision, call.actor(), reason(call))) {
            return Reply.refused(
                    409,
                    "DECIDED",
                    new Wording("这条核对已如此办结，或来源已更正。", "It is decided so already, or a source corrected itself."),
                    new Wording("重新列出待核对的。", "List what is open again."));
        }
        return Reply.of(new JsonObject().put("review", found.get().id()).put("decision", decision.name()));
    }

    private static Review.State state(String text) {
        try {
            return Review.State.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed("state", "不认识", "is unknown");
        }
    }

    private static String reason(Call call) {
        String reason = call.text("reason");
        if (reason.length() > REASON || NUMBER.matcher(reason).find()) {
            throw new Call.Malformed(
                    "reason",
                    "至多" + REASON + "字，且不得含证件或电话号码",
                    "must have at most " + REASON + " characters and no number of a person");
        }
        return reason;
    }

    private static PersonKey person(Call call, String name) {
        return key(name, call.text(name));
    }

    private static PersonKey key(String name, String text) {
        try {
            return PersonKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new Call.Malformed(name, "应为人员编号（UUID）", "must be a person's key (UUID)");
        }
    }

    private static JsonArray texts(List<PersonKey> persons) {
        JsonArray texts = new JsonArray();
        persons.forEach(person -> texts.add(person.toString()));
        return texts;
    }
}
