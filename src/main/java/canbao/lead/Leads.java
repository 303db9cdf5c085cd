package canbao.lead;

import canbao.audit.AuditStore;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.lead.LeadStore.Open;
import canbao.lead.Sign.Standing;
import canbao.model.Actor;
import canbao.model.PersonFacts;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens leads where the radar sees a sign, and closes those whose sign was answered or is gone. */
public final class Leads {
    private static final Actor RADAR = Actor.hub("radar");
    private static final int LONGEST = 200;

    private final Database database;
    private final LeadStore store;
    private final AuditStore audit;
    private final Radar.Limits limits;
    private final Clock clock;

    /** @param clock in the pool area's time zone */
    public Leads(Database database, AuditStore audit, Radar.Limits limits, Clock clock) {
        this.database = database;
        this.store = new LeadStore(database);
        this.audit = audit;
        this.limits = limits;
        this.clock = clock;
    }

    public LeadStore store() {
        return store;
    }

    /** Looks at people whose facts may have changed, in the transaction in which they are decided. */
    public void look(Bulk transaction, Collection<PersonFacts> people) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Map<PersonKey, List<Sign>> signs = HashMap.newHashMap(people.size());
        Set<PersonKey> concerned = HashSet.newHashSet(people.size());
        for (PersonFacts person : people) {
            signs.put(person.person(), Radar.look(person, limits, today));
            concerned.add(person.person());
            concerned.addAll(person.others());
        }
        List<Open> open = LeadStore.open(transaction, concerned);
        Instant now = clock.instant();
        open.forEach(lead -> settle(transaction, lead, signs.get(lead.person()), now));
        Set<Held> held = open.stream()
                .map(lead -> new Held(lead.person(), lead.reason()))
                .collect(Collectors.toSet());
        List<Found> found = new ArrayList<>();
        signs.forEach((person, seen) -> {
            for (Sign sign : seen) {
                if (sign.standing() == Standing.SUSPECTED && !held.contains(new Held(person, sign.reason()))) {
                    found.add(new Found(person, sign));
                }
            }
        });
        if (!found.isEmpty()) {
            open(transaction, found, now);
        }
    }

    private record Held(PersonKey person, Reason reason) {}

    /** Somebody of whom a sign was seen. */
    record Found(PersonKey person, Sign sign) {
        String evidence() {
            return String.join(" ", sign.evidence());
        }

        String mark() {
            return LeadStore.mark(person, sign.reason(), evidence());
        }
    }

    private static void open(Bulk transaction, List<Found> found, Instant now) {
        Set<String> dismissed = Set.copyOf(LeadStore.dismissed(
                transaction, found.stream().map(Found::person).toList()));
        List<Found> news =
                found.stream().filter(lead -> !dismissed.contains(lead.mark())).toList();
        LeadStore.open(transaction, news, now);
    }

    /** Somebody without signs of his own was found to be another person, who is looked at here as well. */
    private static void settle(
            Bulk transaction, Open lead, @org.jspecify.annotations.Nullable List<Sign> signs, Instant now) {
        if (signs == null) {
            LeadStore.close(transaction, lead.id(), Lead.Result.MERGED, RADAR, null, now);
            return;
        }
        Optional<Sign> sign =
                signs.stream().filter(one -> one.reason() == lead.reason()).findFirst();
        if (sign.isEmpty()) {
            LeadStore.close(transaction, lead.id(), Lead.Result.GONE, RADAR, null, now);
            return;
        }
        String by = String.join(" ", sign.get().evidence());
        switch (sign.get().standing()) {
            case SUSPECTED -> {
                // still nobody has looked
            }
            case IDENTIFIED -> LeadStore.close(transaction, lead.id(), Lead.Result.IDENTIFIED, RADAR, by, now);
            case VISITED -> LeadStore.close(transaction, lead.id(), Lead.Result.VISITED, RADAR, by, now);
        }
    }

    /** What became of a request. */
    public sealed interface Outcome {
        record Closed(long lead) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    /** Closes a lead by hand; the reason holds no personal data. The same evidence opens none again. */
    public Outcome dismiss(Actor actor, long id, String reason) {
        if (reason.length() > LONGEST || AuditStore.looksPersonal(reason)) {
            return new Outcome.Refused(
                    "REASON",
                    new Wording("理由过长，或含有证件号码、电话。", "The reason is too long, or holds a number of a person."),
                    new Wording("用不含个人信息的一句话说明。", "Say it in one sentence without personal data."));
        }
        return database.inBulk(transaction -> {
            if (!LeadStore.close(transaction, id, Lead.Result.DISMISSED, actor, reason, clock.instant())) {
                return new Outcome.Refused(
                        "NOT_OPEN",
                        new Wording("没有这条线索，或已经办结。", "There is no such lead, or it is closed."),
                        new Wording("先列出有哪些。", "List what there is first."));
            }
            audit.append(transaction, actor, "lead.dismiss", "lead/" + id, new JsonObject().put("reason", reason));
            return new Outcome.Closed(id);
        });
    }
}
