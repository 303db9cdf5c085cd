package canbao.model.message;

/** What planning added: reminders, messages that discharge them, and the segments that the carrier will bill. */
public record PlanCounts(int reminders, int messages, int segments) {
    public static final PlanCounts NONE = new PlanCounts(0, 0, 0);

    public PlanCounts plus(PlanCounts other) {
        return new PlanCounts(reminders + other.reminders, messages + other.messages, segments + other.segments);
    }
}
