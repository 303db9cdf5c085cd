package canbao.recon;

import canbao.audit.AuditStore;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.PersonKey;
import canbao.model.Wording;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What is done about differences: a run finds them and closes those that are gone; staff assign and close them. Whose
 * difference closes is decided anew.
 */
public final class Reconciling {
    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 60;

    private final Database database;
    private final DifferenceStore store;
    private final Supplier<PolicyBook> policies;
    private final BiConsumer<Bulk, Collection<PersonKey>> wake;
    private final AuditStore audit;
    private final Clock clock;

    /**
     * @param policies those in force now
     * @param wake has people decided anew when the transaction commits
     * @param clock in the pool area's time zone
     */
    public Reconciling(
            Database database,
            Supplier<PolicyBook> policies,
            BiConsumer<Bulk, Collection<PersonKey>> wake,
            AuditStore audit,
            Clock clock) {
        this.database = database;
        this.store = new DifferenceStore(database);
        this.policies = policies;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    public DifferenceStore store() {
        return store;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * A run.
         *
         * @param compared how many cases were; those with an answer under way were not
         */
        record Ran(long run, long compared, long opened, long stillOpen, long gone) implements Outcome {}

        record Done(long difference) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    /**
     * Compares a coverage year with what the offices say now.
     *
     * @param graceDays for so long an office's answer counts as under way
     */
    public Outcome run(Actor actor, int coverageYear, int graceDays) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Optional<Policy> policy = policies.get().of(coverageYear, today);
        if (policy.isEmpty()) {
            return refused(
                    "NO_POLICY",
                    new Wording(
                            "本枢纽没有 " + coverageYear + " 年度的政策。", "This hub has no policy for " + coverageYear + "."),
                    new Wording("核对 --year。", "Check --year."));
        }
        Frame frame = Frame.of(policy.get(), graceDays);
        return database.inBulk(transaction -> {
            ReconStore.Found found = new ReconStore(transaction, frame).run(actor, clock.instant());
            if (!found.thawed().isEmpty()) {
                wake.accept(transaction, found.thawed());
            }
            JsonObject detail = new JsonObject()
                    .put("year", coverageYear)
                    .put("opened", found.ran().opened())
                    .put("gone", found.ran().gone());
            audit.append(transaction, actor, "recon.run", "recon/" + found.ran().run(), detail);
            return found.ran();
        });
    }

    /** @param assignee an account or an office; no personal data */
    public Outcome assign(Actor actor, long difference, String assignee) {
        if (assignee.length() > LONGEST_NAME || AuditStore.looksPersonal(assignee)) {
            return refused(
                    "ASSIGNEE",
                    new Wording(
                            "指派对象过长，或含有像证件号、电话的数字。",
                            "The name is too long or holds what looks like a personal number."),
                    new Wording("写账号或科室。", "Write an account or an office."));
        }
        return database.inBulk(transaction -> {
            if (!DifferenceStore.assign(transaction, difference, assignee)) {
                return NOT_OPEN;
            }
            JsonObject detail = new JsonObject().put("to", assignee);
            audit.append(transaction, actor, "recon.assign", "difference/" + difference, detail);
            return new Outcome.Done(difference);
        });
    }

    /** Thaws the case; the same difference, with the same words on both sides, opens none again. */
    public Outcome close(Actor actor, long difference, String reason) {
        if (reason.length() > LONGEST || AuditStore.looksPersonal(reason)) {
            return refused(
                    "REASON",
                    new Wording(
                            "理由过长，或含有像证件号、电话的数字。",
                            "The reason is too long or holds what looks like a personal number."),
                    new Wording("至多 200 字，不写个人信息。", "At most 200 characters, no personal data."));
        }
        return database.inBulk(transaction -> {
            Optional<PersonKey> thawed = DifferenceStore.close(transaction, difference, actor, reason, clock.instant());
            if (thawed.isEmpty()) {
                return NOT_OPEN;
            }
            wake.accept(transaction, List.of(thawed.get()));
            JsonObject detail = new JsonObject().put("reason", reason);
            audit.append(transaction, actor, "recon.close", "difference/" + difference, detail);
            return new Outcome.Done(difference);
        });
    }

    private static final Outcome.Refused NOT_OPEN = refused(
            "NOT_OPEN",
            new Wording("没有这条差异，或已经办结。", "There is no such difference, or it is closed."),
            new Wording("用 recon list 查看。", "See recon list."));

    private static Outcome.Refused refused(String rule, Wording message, Wording fix) {
        return new Outcome.Refused(rule, message, fix);
    }
}
