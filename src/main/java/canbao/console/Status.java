package canbao.console;

import canbao.model.FeedId;
import canbao.model.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the page shows, filled by {@code runtime} once a second and sent as JSON with the same names
 * ({@code GET /api/status}, {@code GET /api/events}). Holds masked data only.
 *
 * @param now when this was true
 * @param place the pool area and coverage year, such as 温州市鹿城区 · 2025 年度
 * @param phase what is going on, step by step
 * @param stops the eight stops in order
 * @param messages the newest first, at most about 30
 * @param inDoubt how many messages we cannot know to have arrived
 * @param held snapshots that wait for a person
 * @param alerts what is wrong with the hub itself now; empty when all is well
 * @param open what needs a person: alerts that are open
 */
public record Status(
        Instant now,
        Wording place,
        Phase phase,
        List<Stop> stops,
        Coverage coverage,
        Money money,
        List<Message> messages,
        long inDoubt,
        List<Held> held,
        Quarantine quarantine,
        List<Alert> alerts,
        OpenAlerts open) {

    /** What is going on: the demo's phase, or that the hub is at work. */
    public record Phase(Wording name, List<Step> steps) {}

    /** @param seconds how long it has taken so far; 0 when it waits */
    public record Step(String id, Wording name, StepState state, double seconds) {}

    /** How far a step is. */
    public enum StepState {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * One of the eight stops.
     *
     * @param id route, inbox, reader, registry, policy, ledger, effects, reminder
     * @param count what has come through
     * @param rate per second, now
     * @param done and {@code total}: progress of the work at hand; total 0 when there is none
     * @param details short facts below the counter
     */
    public record Stop(
            String id,
            Wording name,
            long count,
            Wording unit,
            double rate,
            long done,
            long total,
            List<Wording> details) {}

    /**
     * Who of those entitled is enrolled with the premium paid.
     *
     * @param what says of whom
     * @param history oldest first, at most about 200 points
     */
    public record Coverage(Wording what, long numerator, long denominator, List<Point> history) {}

    /** The rate at a moment, never without its denominator. */
    public record Point(Instant at, long numerator, long denominator) {}

    /** Personal premiums that nobody had to pay, in fen, and for how many people. */
    public record Money(long personalWaivedFen, long minorsWaivedFen, long subsidised, long minors) {}

    /**
     * One text message.
     *
     * @param id never changes while the message lives
     * @param phone masked, such as 138****5678
     * @param text as sent, with its signature in 【】
     */
    public record Message(String id, String phone, String text, MessageState state, Instant at) {}

    /** Where a message is. */
    public enum MessageState {
        PLANNED,
        SENDING,
        ACCEPTED,
        DELIVERED,
        FAILED,
        IN_DOUBT
    }

    /**
     * A snapshot that would withdraw more than its contract allows.
     *
     * @param withdraw how many people it would withdraw
     * @param of how many there are
     */
    public record Held(long batch, FeedId feed, String file, Wording reason, long withdraw, long of, Instant at) {}

    /** Rows that could not be used. */
    public record Quarantine(long total, Map<String, Long> byRule, List<Row> recent) {}

    /**
     * One such row, newest first.
     *
     * @param part the file of a ZIP or the sheet of a workbook
     * @param field the contract's column
     * @param masked the value with personal data masked
     * @param fix what the sender should do, Chinese and English
     */
    public record Row(
            long batch, FeedId feed, int part, int line, String field, String masked, String rule, String fix) {}

    /**
     * Alerts that are open, such as a feed that is late.
     *
     * @param total how many there are
     * @param newest the newest first, at most about 50
     */
    public record OpenAlerts(long total, List<OpenAlert> newest) {
        public static final OpenAlerts NONE = new OpenAlerts(0, List.of());
    }

    /**
     * One of them.
     *
     * @param kind its kind in words
     * @param subject what it is about, such as a feed
     * @param owner the office that is asked
     * @param since since when it is wrong
     */
    public record OpenAlert(long id, Wording kind, String subject, String owner, Wording what, Instant since) {}

    /** Something wrong, such as a database that does not answer. */
    public record Alert(Wording what, Instant since) {}
}
