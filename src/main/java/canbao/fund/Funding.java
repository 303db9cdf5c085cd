package canbao.fund;

import canbao.audit.AuditStore;
import canbao.fund.FundClaim.State;
import canbao.fund.FundStore.Asked;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.Wording;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done with claims: one person asks for what the ledger holds and nobody has claimed, another one approves or refuses
 * it, each with a reason and audited in the same transaction; and what has come in for them.
 */
public final class Funding {
    private static final int LONGEST = 200;

    private final Database database;
    private final FundStore store;
    private final AppropriationStore money;
    private final Supplier<PolicyBook> policies;
    private final AuditStore audit;
    private final Clock clock;

    /**
     * @param policies those in force now
     * @param clock in the pool area's time zone
     */
    public Funding(Database database, Supplier<PolicyBook> policies, AuditStore audit, Clock clock) {
        this.database = database;
        this.store = new FundStore(database);
        this.money = new AppropriationStore(database);
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
    }

    public FundStore store() {
        return store;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** One claim for each fund. */
        record Claimed(List<Long> claims) implements Outcome {}

        record Decided(long claim, State state) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    /**
     * Asks for everything of a coverage year that is not claimed yet.
     *
     * @param due by when it is to be paid; null when nothing is agreed
     */
    public Outcome ask(Actor actor, String area, int coverageYear, @Nullable LocalDate due, String reason) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        PolicyBook book = policies.get();
        Optional<Policy> policy = FundTerms.policy(book, area, coverageYear, today);
        if (policy.isEmpty()) {
            return FundRefusals.policy(area, coverageYear);
        }
        if (personal(reason)) {
            return FundRefusals.REASON;
        }
        if (due != null && due.isBefore(today)) {
            return FundRefusals.due(due, today);
        }
        FundTerms terms = FundTerms.of(book, policy.get());
        Asked asked = new Asked(area, coverageYear, due, reason, actor, clock.instant());
        return database.inBulk(transaction -> ask(transaction, asked, terms));
    }

    private Outcome ask(Bulk transaction, Asked asked, FundTerms terms) {
        FundStore.alone(transaction);
        Optional<Long> waiting = FundStore.waiting(transaction, asked.area(), asked.coverageYear());
        if (waiting.isPresent()) {
            return FundRefusals.waits(waiting.get());
        }
        List<Long> claims = FundStore.ask(transaction, asked, terms);
        if (claims.isEmpty()) {
            return FundRefusals.NOTHING;
        }
        JsonObject detail = new JsonObject()
                .put("area", asked.area())
                .put("year", asked.coverageYear())
                .put("reason", asked.reason());
        claims.forEach(claim -> audit.append(transaction, asked.by(), "fund.claim", "fund-claim/" + claim, detail));
        return new Outcome.Claimed(claims);
    }

    public Outcome approve(Actor actor, long claim, String reason) {
        return decide(actor, claim, State.APPROVED, reason);
    }

    /** What was asked may be asked again, in another claim. */
    public Outcome refuse(Actor actor, long claim, String reason) {
        return decide(actor, claim, State.REFUSED, reason);
    }

    private Outcome decide(Actor actor, long claim, State to, String reason) {
        if (personal(reason)) {
            return FundRefusals.REASON;
        }
        Optional<FundClaim> found = store.find(claim);
        if (found.isEmpty() || found.get().state() != State.ASKED) {
            return FundRefusals.NOT_ASKED;
        }
        return database.inBulk(transaction -> {
            FundStore.alone(transaction);
            if (!FundStore.decide(transaction, claim, to, actor, clock.instant(), reason)) {
                return FundRefusals.SAME_PERSON;
            }
            String act = to == State.APPROVED ? "fund.approve" : "fund.refuse";
            audit.append(transaction, actor, act, "fund-claim/" + claim, new JsonObject().put("reason", reason));
            return new Outcome.Decided(claim, to);
        });
    }

    /** Which money pays which approved claim, as finance says now. */
    public Allocation allocation() {
        return Allocation.of(store.approved(), money.all());
    }

    private static boolean personal(String reason) {
        return reason.length() > LONGEST || AuditStore.looksPersonal(reason);
    }
}
