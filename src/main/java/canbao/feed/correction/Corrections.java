package canbao.feed.correction;

import canbao.audit.AuditStore;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.correction.Correction.Answer;
import canbao.feed.correction.Correction.State;
import canbao.feed.correction.CorrectionStore.Field;
import canbao.feed.correction.CorrectionStore.Found;
import canbao.feed.correction.CorrectionStore.Request;
import canbao.feed.correction.CorrectionStore.Reviewed;
import canbao.feed.correction.CorrectionStore.Standing;
import canbao.feed.correction.CorrectionStore.Term;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Masks;
import canbao.feed.rhythm.WorkCalendar;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.Wording;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What both sides do with correction requests: staff open and cancel them, the agency answers. That a row was corrected or
 * withdrawn is found in the registry, see {@link #settleChanged}.
 */
public final class Corrections {
    /** Working days that an agency has when nobody says otherwise. */
    public static final int WORKDAYS = 5;

    private static final int MOST_WORKDAYS = 60;
    private static final int LONGEST = 300;
    /** Words of one request, so that no record grows without end. */
    private static final int MOST_WORDS = 50;

    private static final int BUNDLE = 500;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{11}");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Wording NAME_DIFFERS = new Wording(
            "与人口库核对，此行所指另有其人，请核对姓名和证件号码",
            "by the population register this row speaks of somebody else: check the name and the certificate number");

    private final Database database;
    private final CorrectionStore store;
    private final ContractCatalogue contracts;
    private final WorkCalendar calendar;
    private final AuditStore audit;
    private final InstantSource clock;

    public Corrections(
            Database database,
            ContractCatalogue contracts,
            WorkCalendar calendar,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.store = new CorrectionStore(database);
        this.contracts = contracts;
        this.calendar = calendar;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A row and what is wrong with it.
     *
     * @param person whose row it is; needed only where several rows of a batch stand on that line
     * @param field our name of the column, see the feed's contract
     */
    public record Wrong(
            FeedId feed, Correction.Place row, @Nullable PersonKey person, String field, Wording reason) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** Requests were opened, under these numbers. */
        record Opened(List<Long> corrections) implements Outcome {
            public Opened {
                corrections = List.copyOf(corrections);
            }
        }

        record Done(long correction, State state) implements Outcome {}

        record Refused(String rule, Wording message, Wording fix) implements Outcome {}
    }

    public CorrectionStore store() {
        return store;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Says that a row is wrong. The row must be what its feed says now. */
    public Outcome open(Actor actor, Wrong wrong, int workdays) {
        Contract contract = contracts.find(wrong.feed()).orElse(null);
        Column column = contract == null ? null : column(contract, wrong.field());
        if (contract == null || column == null) {
            return CorrectionRefusals.NO_SUCH_FIELD;
        }
        if (isUnfit(wrong.reason().zh()) || isUnfit(wrong.reason().en())) {
            return CorrectionRefusals.REASON;
        }
        List<Found> rows =
                store.rows(wrong.feed(), wrong.row().batch(), wrong.row().line(), wrong.person());
        if (rows.size() != 1) {
            return rows.isEmpty() ? CorrectionRefusals.NO_SUCH_ROW : CorrectionRefusals.SEVERAL_ROWS;
        }
        Request request = new Request(
                wrong.feed(),
                rows.getFirst(),
                wrong.row().part(),
                field(column, rows.getFirst()),
                "",
                wrong.reason(),
                null);
        return open(actor, List.of(request), workdays);
    }

    /** Says so of the rows that a review of identities has set aside because they speak of somebody else. */
    public Outcome openOfReview(Actor actor, long review, int workdays) {
        Optional<Reviewed> found = store.reviewed(review);
        Contract contract =
                found.flatMap(reviewed -> contracts.find(reviewed.feed())).orElse(null);
        if (found.isEmpty() || contract == null) {
            return CorrectionRefusals.NO_SUCH_REVIEW;
        }
        String kind = found.get().kind();
        Column column = told(contract, kind.equals("BIRTH_DIFFERS") ? ColumnType.BIRTH : ColumnType.NAME)
                .or(() -> told(contract, ColumnType.CERTIFICATE))
                .orElse(null);
        if (column == null) {
            return CorrectionRefusals.NO_SUCH_FIELD;
        }
        List<Request> requests = found.get().rows().stream()
                .map(row -> new Request(contract.feed(), row, null, field(column, row), kind, NAME_DIFFERS, review))
                .toList();
        return open(actor, requests, workdays);
    }

    private Outcome open(Actor actor, List<Request> requests, int workdays) {
        if (workdays < 1 || workdays > MOST_WORKDAYS) {
            return CorrectionRefusals.WORKDAYS;
        }
        Instant now = clock.instant();
        Term term = term(workdays, now);
        return database.inBulk(bulk -> {
            long seq = CorrectionStore.tick(bulk, requests.size()) - requests.size();
            List<Long> opened = new ArrayList<>();
            for (Request request : requests) {
                Optional<Long> id = CorrectionStore.open(bulk, request, term, actor, now);
                if (id.isPresent()) {
                    opened.add(id.get());
                    CorrectionStore.say(
                            bulk,
                            ++seq,
                            id.get(),
                            actor,
                            "OPENED",
                            request.reason().zh(),
                            now);
                    note(bulk, actor, id.get(), request, term);
                }
            }
            return opened.isEmpty() ? CorrectionRefusals.OPEN_ALREADY : new Outcome.Opened(opened);
        });
    }

    private void note(Bulk bulk, Actor actor, long id, Request request, Term term) {
        JsonObject detail = new JsonObject()
                .put("feed", request.feed().toString())
                .put("batch", request.row().batch())
                .put("line", request.row().line())
                .put("field", request.field().name())
                .put("deadline", term.deadline().toString());
        if (request.review() != null) {
            detail.put("review", request.review());
        }
        audit.append(bulk, actor, "correction.open", "correction/" + id, detail);
    }

    /** The day it is opened does not count; the last day counts to its end. */
    private Term term(int workdays, Instant now) {
        LocalDate deadline = calendar.plusWorkdays(LocalDate.ofInstant(now, ZONE), workdays);
        return new Term(
                workdays, deadline, deadline.plusDays(1).atStartOfDay(ZONE).toInstant());
    }

    /** Takes a request back. */
    public Outcome cancel(Actor actor, long correction, String reason) {
        if (isUnfit(reason)) {
            return CorrectionRefusals.REASON;
        }
        Optional<Correction> found = store.find(correction);
        if (found.isEmpty()) {
            return CorrectionRefusals.UNKNOWN;
        }
        Instant now = clock.instant();
        return database.inBulk(bulk -> {
            long seq = CorrectionStore.tick(bulk, 1);
            if (!CorrectionStore.settle(bulk, found.get().feed(), correction, State.CANCELLED, now)) {
                return CorrectionRefusals.SETTLED;
            }
            CorrectionStore.say(bulk, seq, correction, actor, "CANCELLED", reason, now);
            JsonObject detail = new JsonObject().put("reason", reason);
            audit.append(bulk, actor, "correction.cancel", "correction/" + correction, detail);
            return new Outcome.Done(correction, State.CANCELLED);
        });
    }

    /** The agency's answer to a request of its own feed. The same answer again changes nothing. */
    public Outcome answer(Actor actor, FeedId feed, long correction, Answer answer, String reason) {
        if (isUnfit(reason)) {
            return CorrectionRefusals.REASON;
        }
        Instant now = clock.instant();
        return database.inBulk(bulk -> {
            long seq = CorrectionStore.tick(bulk, 1);
            Optional<Standing> standing = CorrectionStore.standing(bulk, feed, correction);
            if (standing.isEmpty()) {
                return CorrectionRefusals.UNKNOWN;
            }
            State state = standing.get().state();
            if (standing.get().last().equals(answer + "\n" + reason)) {
                return new Outcome.Done(correction, state);
            }
            if (state != State.OPEN) {
                return CorrectionRefusals.SETTLED;
            }
            if (standing.get().words() >= MOST_WORDS) {
                return CorrectionRefusals.TOO_MANY;
            }
            if (answer == Answer.UPHELD) {
                CorrectionStore.settle(bulk, feed, correction, State.UPHELD, now);
                state = State.UPHELD;
            }
            CorrectionStore.say(bulk, seq, correction, actor, answer.name(), reason, now);
            return new Outcome.Done(correction, state);
        });
    }

    /** Ends requests whose rows the registry knows otherwise by now; true when there may be more. */
    boolean settleChanged() {
        return store.anyChanged()
                && database.inBulk(bulk -> CorrectionStore.settleChanged(bulk, BUNDLE, clock.instant())) == BUNDLE;
    }

    private static boolean isUnfit(String reason) {
        return reason.isBlank()
                || reason.length() > LONGEST
                || NUMBER.matcher(reason).find()
                || AuditStore.looksPersonal(reason);
    }

    private static @Nullable Column column(Contract contract, String name) {
        return contract.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Optional<Column> told(Contract contract, ColumnType type) {
        return contract.columns().stream().filter(column -> column.tells(type)).findFirst();
    }

    private static Field field(Column column, Found row) {
        String value = new JsonObject(row.attributes()).getString(column.name(), "");
        return new Field(column.name(), column.header(), Masks.masked(column, value));
    }
}
