package canbao.draft;

import canbao.audit.AuditStore;
import canbao.draft.Drafts.Answer.Refused;
import canbao.draft.PolicyDraft.Forecast;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.model.Actor;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.policy.PolicyBook.Dated;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done with drafts: compare one with what is in force, propose it for a day, and somebody else approves or refuses
 * it, each with a reason and audited in the same transaction.
 */
public final class Drafts {
    private static final int LONGEST = 200;

    private final Database database;
    private final DraftStore store;
    private final LiveBook book;
    private final WhatIfRuns runs;
    private final AuditStore audit;
    private final Clock clock;

    /** @param clock in the pool area's time zone */
    public Drafts(Database database, LiveBook book, WhatIfRuns runs, AuditStore audit, Clock clock) {
        this.database = database;
        this.store = new DraftStore(database);
        this.book = book;
        this.runs = runs;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Answer {
        record Started(WhatIfRun run) implements Answer {}

        /** @param digest of the draft's text: what an approval names */
        record Done(long draft, String state, String policy, LocalDate activateOn, String digest) implements Answer {}

        record Refused(String rule, canbao.model.Wording message, canbao.model.Wording fix) implements Answer {}
    }

    /**
     * Begins to compare a draft with what is in force for its coverage year, or, of a new year, with the newest.
     *
     * @param name how problems call it
     * @param on the day to decide for; null for today
     */
    public Answer whatIf(String text, String name, @Nullable LocalDate on) {
        Problems problems = new Problems();
        Policy draft = Policy.draft(text, name, problems);
        if (!problems.none()) {
            return DraftRefusals.invalid(problems.found());
        }
        LocalDate day = on == null ? today() : on;
        PolicyBook policies = book.get();
        Optional<Policy> now = policies.of(draft.coverageYear(), day).or(() -> newest(policies, day));
        if (now.isEmpty() || !now.get().area().equals(draft.area())) {
            return DraftRefusals.area(draft.area(), area(policies));
        }
        Optional<WhatIfRun> run = runs.start(now.get(), draft, Proposal.digest(text), day);
        return run.isPresent() ? new Answer.Started(run.get()) : DraftRefusals.BUSY;
    }

    private static Optional<Policy> newest(PolicyBook policies, LocalDate on) {
        return policies.inForce(on).stream().findFirst();
    }

    private static String area(PolicyBook policies) {
        return policies.policies().getFirst().area();
    }

    public Optional<WhatIfRun> run(long run) {
        return runs.find(run);
    }

    /** Proposes a draft with the finished what-if of that number, which must be for the day on which it begins. */
    public Answer submit(Actor actor, String text, LocalDate activateOn, long run, String reason) {
        Problems problems = new Problems();
        Policy draft = Policy.draft(text, "draft", problems);
        if (!problems.none()) {
            return DraftRefusals.invalid(problems.found());
        }
        if (personal(reason)) {
            return DraftRefusals.PERSONAL;
        }
        Optional<Forecast> forecast = runs.find(run).flatMap(found -> found.forecast(Proposal.digest(text)));
        if (forecast.isEmpty()) {
            return DraftRefusals.NO_WHAT_IF;
        }
        Optional<Refused> no = check(draft, activateOn);
        if (no.isPresent()) {
            return no.get();
        }
        if (!forecast.get().on().equals(activateOn)) {
            return DraftRefusals.otherDay(forecast.get().on(), activateOn);
        }
        Proposal proposal = new Proposal(text, activateOn, reason, forecast.get());
        return database.inBulk(transaction -> {
            long id = DraftStore.add(transaction, draft, proposal, actor, clock.instant());
            JsonObject detail = new JsonObject()
                    .put("policy", draft.version())
                    .put("digest", proposal.digest())
                    .put("whatIf", proposal.forecast().digest())
                    .put("on", activateOn.toString())
                    .put("reason", reason);
            audit.append(transaction, actor, "policy.submit", "draft/" + id, detail);
            return new Answer.Done(id, "ASKED", draft.version(), activateOn, proposal.digest());
        });
    }

    /** @param digest of the text that he has looked at */
    public Answer approve(Actor actor, long draft, String digest, String reason) {
        return decide(actor, draft, digest, reason);
    }

    public Answer refuse(Actor actor, long draft, String reason) {
        return decide(actor, draft, null, reason);
    }

    private Answer decide(Actor actor, long id, @Nullable String digest, String reason) {
        Optional<PolicyDraft> found = store.find(id);
        if (personal(reason) || found.isEmpty()) {
            return found.isEmpty() ? DraftRefusals.NOT_ASKED : DraftRefusals.PERSONAL;
        }
        PolicyDraft draft = found.get();
        if (digest != null && !draft.digest().equals(digest)) {
            return DraftRefusals.OTHER_DIGEST;
        }
        Answer answer = database.inBulk(transaction -> decided(transaction, actor, draft, digest != null, reason));
        book.refresh();
        return answer;
    }

    private Answer decided(Bulk transaction, Actor actor, PolicyDraft draft, boolean approve, String reason) {
        DraftStore.alone(transaction);
        if (DraftStore.askedBy(transaction, draft.draft()).isEmpty()) {
            return DraftRefusals.NOT_ASKED;
        }
        if (approve) {
            book.refresh();
            Problems problems = new Problems();
            Policy policy = Policy.draft(store.body(draft.draft()).orElse(""), draft.policy(), problems);
            Optional<Refused> no = problems.none()
                    ? check(policy, draft.activateOn())
                    : Optional.of(DraftRefusals.invalid(problems.found()));
            if (no.isPresent()) {
                return no.get();
            }
        }
        if (!DraftStore.decide(transaction, draft.draft(), approve, actor, clock.instant(), reason)) {
            return DraftRefusals.SAME_PERSON;
        }
        JsonObject detail = new JsonObject()
                .put("policy", draft.policy())
                .put("digest", draft.digest())
                .put("reason", reason);
        String action = approve ? "policy.approve" : "policy.refuse";
        audit.append(transaction, actor, action, "draft/" + draft.draft(), detail);
        String state = approve ? "APPROVED" : "REFUSED";
        return new Answer.Done(draft.draft(), state, draft.policy(), draft.activateOn(), draft.digest());
    }

    /** A draft begins after today, under a number that nothing in force by then has, and keeps no other from its day. */
    private Optional<Refused> check(Policy draft, LocalDate activateOn) {
        PolicyBook policies = book.get();
        if (!draft.area().equals(area(policies))) {
            return Optional.of(DraftRefusals.area(draft.area(), area(policies)));
        }
        if (!activateOn.isAfter(today())) {
            return Optional.of(DraftRefusals.past(activateOn, today()));
        }
        Optional<Policy> then = policies.of(draft.coverageYear(), activateOn);
        if (then.isPresent() && then.get().number() >= draft.number()) {
            int next = highest(policies, draft.coverageYear()) + 1;
            return Optional.of(DraftRefusals.version(draft.number(), then.get().version(), next));
        }
        return policies.drafts().stream()
                .filter(other -> other.policy().coverageYear() == draft.coverageYear())
                .filter(other -> other.from().isAfter(activateOn))
                .filter(other -> other.policy().number() <= draft.number())
                .max(Comparator.comparing(Dated::from))
                .map(other -> DraftRefusals.overtakes(other.policy().version(), other.from()));
    }

    private static int highest(PolicyBook policies, int coverageYear) {
        return policies.all()
                .filter(policy -> policy.coverageYear() == coverageYear)
                .mapToInt(Policy::number)
                .max()
                .orElse(0);
    }

    public List<PolicyDraft> list(long after, int limit) {
        return store.list(after, limit);
    }

    public Optional<PolicyDraft> find(long draft) {
        return store.find(draft);
    }

    /** A draft's text as it was proposed. */
    public Optional<String> text(long draft) {
        return store.body(draft);
    }

    private static boolean personal(String reason) {
        return reason.length() > LONGEST || AuditStore.looksPersonal(reason);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
