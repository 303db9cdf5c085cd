package canbao.feed.outcome;

import canbao.model.FactKind;
import canbao.model.Wording;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agency is told of a case. Who sends hardship statuses, or answers our orders, is told how the enrolment goes; all
 * others only whether the person is covered: that somebody is subsidised says that he is poor.
 */
public enum Told {
    ENROLLING("已向医保申请登记", "Registration was ordered from the insurer"),
    ENROLLED("已登记参保", "Registered by the insurer"),
    SUBSIDISED("已登记并落实资助", "Registered, and the subsidy is in place"),
    RECATEGORISED("资助类别已调整", "Helped for another reason now"),
    STATUS_ENDED("不再符合资助条件，本年待遇保留", "No longer entitled; this year's cover stays"),
    REFUSED("被退回，待源头更正", "Refused; waits for a correction at the source"),
    OWING("应由本人缴费", "He has to pay himself"),
    OWN_PART_DUE("已登记，自付部分应由本人缴纳", "Registered; the part that is his own is due"),
    POST_HOC("本人已缴费，事后资助", "Paid by himself, subsidised after the fact"),
    REFUNDING("多缴部分正在退费", "What he paid too much is being given back"),
    REFUNDED("已退费", "Given back"),
    CREDITED("多缴部分计入下年度", "What he paid too much counts for the next year"),
    PAID("本人已缴费", "Paid by himself"),
    COVERED_ELSEWHERE("已在别处参保", "Covered elsewhere"),
    CANCELLING("正在取消登记", "Cancellation was ordered"),
    CANCELLED("登记已取消", "Cancelled"),
    NOT_ELIGIBLE("不属参保对象", "Nobody to enrol here"),
    COVERED("已参保", "Covered"),
    NOT_COVERED("未参保", "Not covered"),
    OPEN("办理中", "Being dealt with"),
    MERGED("与另一登记为同一人，以后者为准", "The same person as another registration, which counts from now on");

    private final String zh;
    private final String en;

    Told(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public Wording words() {
        return new Wording(zh, en);
    }

    /** Whether a sender of such rows is told how the enrolment goes. */
    static boolean inFull(FactKind kind) {
        return switch (kind) {
            case HARDSHIP, COVERAGE, PAYMENT, ANSWER, VISIT -> true;
            case PUPIL, LIFE_EVENT, COST, UNPAID_REASON, REGISTER, APPROPRIATION -> false;
        };
    }

    /** What a ledger entry means to an agency; nothing for those that are steps on the way to another. */
    static Optional<Told> of(String entryKind, FactKind feed) {
        return inFull(feed) ? full(entryKind) : coverOnly(entryKind);
    }

    private static Optional<Told> full(String entryKind) {
        return switch (entryKind) {
            case "ENROL_ORDERED" -> Optional.of(ENROLLING);
            case "ENROLLED" -> Optional.of(ENROLLED);
            case "SUBSIDISED" -> Optional.of(SUBSIDISED);
            case "RECATEGORISED" -> Optional.of(RECATEGORISED);
            case "STATUS_ENDED" -> Optional.of(STATUS_ENDED);
            case "REJECTED" -> Optional.of(REFUSED);
            case "OWED" -> Optional.of(OWING);
            case "OWN_PART_DUE" -> Optional.of(OWN_PART_DUE);
            case "POST_HOC" -> Optional.of(POST_HOC);
            case "REFUND_ORDERED" -> Optional.of(REFUNDING);
            case "REFUNDED" -> Optional.of(REFUNDED);
            case "CREDITED" -> Optional.of(CREDITED);
            case "REINSTATED" -> Optional.of(ENROLLED);
            case "FOLLOWS" -> Optional.of(COVERED);
            case "PAID" -> Optional.of(PAID);
            case "COVERED_ELSEWHERE" -> Optional.of(COVERED_ELSEWHERE);
            case "CANCEL_ORDERED" -> Optional.of(CANCELLING);
            case "CANCELLED" -> Optional.of(CANCELLED);
            case "INELIGIBLE" -> Optional.of(NOT_ELIGIBLE);
            case "MERGED" -> Optional.of(MERGED);
            default -> Optional.empty();
        };
    }

    private static Optional<Told> coverOnly(String entryKind) {
        return switch (entryKind) {
            case "ENROLLED", "SUBSIDISED", "PAID", "POST_HOC", "COVERED_ELSEWHERE", "FOLLOWS", "REINSTATED" ->
                Optional.of(COVERED);
            case "ENROL_ORDERED", "CANCEL_ORDERED", "REJECTED" -> Optional.of(OPEN);
            case "OWED", "OWN_PART_DUE", "CANCELLED", "INELIGIBLE" -> Optional.of(NOT_COVERED);
            case "MERGED" -> Optional.of(MERGED);
            default -> Optional.empty();
        };
    }

    /** Whether the case rests on the category that the row names; null where that is not for this case or feed to say. */
    static @Nullable Boolean accepted(Told told, FactKind feed, String said, @Nullable String decided) {
        if (feed != FactKind.HARDSHIP || said.isEmpty()) {
            return null;
        }
        return switch (told) {
            case ENROLLING, ENROLLED, SUBSIDISED, OWN_PART_DUE, POST_HOC, RECATEGORISED, REFUSED ->
                said.equals(decided);
            case OWING, STATUS_ENDED, NOT_ELIGIBLE -> false;
            default -> null;
        };
    }
}
