package canbao.campaign;

import canbao.campaign.ReminderPlan.Stage;
import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.message.Due;
import canbao.model.message.PlanCounts;
import canbao.model.message.PlannedMessage;
import canbao.model.message.Reminder;
import canbao.model.message.SmsText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns those who are due into messages, one to a phone, whoever shares it, and to a day of their own. Planning the same stage again adds only who
 * became due since.
 */
public final class ReminderPlanner {
    private static final int BATCH = 500;

    private final ReminderPlan plan;
    private final Function<Stage, Stream<Due>> due;
    private final BiFunction<List<PlannedMessage>, Actor, PlanCounts> store;

    /**
     * @param due who is due for a stage now; closed after use
     * @param store commits one batch in one transaction, leaves alone what is there, and counts what it added
     */
    public ReminderPlanner(
            ReminderPlan plan,
            Function<Stage, Stream<Due>> due,
            BiFunction<List<PlannedMessage>, Actor, PlanCounts> store) {
        this.plan = plan;
        this.due = due;
        this.store = store;
    }

    /** Plans one stage of the plan for everybody due; returns what was added. */
    public PlanCounts plan(Stage stage, Actor actor) {
        Map<Handset, List<Due>> byPhone = new LinkedHashMap<>();
        Set<PersonKey> seen = new HashSet<>();
        try (Stream<Due> people = due.apply(stage)) {
            people.filter(one -> seen.add(one.person()))
                    .forEach(one -> byPhone.computeIfAbsent(
                                    new Handset(one.phoneKey(), one.until()), first -> new ArrayList<>(1))
                            .add(one));
        }
        PlanCounts added = PlanCounts.NONE;
        List<PlannedMessage> batch = new ArrayList<>(BATCH);
        for (Iterator<List<Due>> next = byPhone.values().iterator(); next.hasNext(); ) {
            batch.add(message(stage, next.next()));
            if (batch.size() == BATCH || !next.hasNext()) {
                added = added.plus(store.apply(batch, actor));
                batch.clear();
            }
        }
        return added;
    }

    /** The message to a phone names what everybody behind it owes, so they are all known before it is written. */
    private PlannedMessage message(Stage stage, List<Due> people) {
        List<Fen> amounts = people.stream().map(Due::owed).distinct().sorted().toList();
        Due first = people.getFirst();
        LocalDate by = first.until();
        String text = stage.text(amounts, by);
        return new PlannedMessage(
                messageId(plan, stage, first),
                first.phoneKey(),
                first.maskedPhone(),
                text,
                SmsText.segments(text),
                amounts,
                by == null ? stage.until() : by,
                by,
                people.stream()
                        .map(one -> new Reminder(one.person(), plan.topic(), plan.coverageYear(), stage.name()))
                        .toList());
    }

    /** Twins share a text; children who have different days, behind one phone, have one each. */
    private record Handset(UUID phone, @Nullable LocalDate until) {}

    private static UUID messageId(ReminderPlan plan, Stage stage, Due first) {
        String identity = String.join("/", plan.topic(), String.valueOf(plan.coverageYear()), stage.name()) + "/"
                + first.phoneKey() + (first.until() == null ? "" : "/" + first.until());
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }
}
