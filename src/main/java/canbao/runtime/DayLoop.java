package canbao.runtime;

import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlanner;
import canbao.io.Lease;
import canbao.ledger.CaseLoop;
import canbao.model.Actor;
import canbao.model.message.PlanCounts;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each new day brings: decisions whose review date has come, and the reminders of the stage that is on. */
final class DayLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DayLoop.class);

    private final Lease lease;
    private final CaseLoop cases;
    private final ReminderPlan plan;
    private final ReminderPlanner planner;
    private final Clock clock;
    private final Consumer<LocalDate> afterwards;
    private volatile @Nullable LocalDate done;

    /** @param afterwards what else a day may bring, asked again and again once its work is done */
    DayLoop(
            Lease lease,
            CaseLoop cases,
            ReminderPlan plan,
            ReminderPlanner planner,
            Clock clock,
            Consumer<LocalDate> afterwards) {
        this.lease = lease;
        this.cases = cases;
        this.plan = plan;
        this.planner = planner;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    /** The day whose work is done, if any. */
    @Nullable
    LocalDate done() {
        return done;
    }

    /** Does the day's work once. */
    boolean step() {
        LocalDate today = LocalDate.now(clock);
        if (lease.hold().isEmpty()) {
            return false;
        }
        if (!today.equals(done)) {
            work(today);
            done = today;
        }
        afterwards.accept(today);
        return false;
    }

    private void work(LocalDate today) {
        int decided = cases.tick();
        PlanCounts planned = PlanCounts.NONE;
        for (ReminderPlan.Stage stage : plan.stagesOn(today)) {
            planned = planned.plus(planner.plan(stage, Actor.hub("day")));
        }
        LOG.atInfo()
                .addKeyValue("day", today)
                .addKeyValue("reviewed", decided)
                .addKeyValue("reminders", planned.reminders())
                .addKeyValue("messages", planned.messages())
                .log("day's work done");
    }
}
