package canbao.ledger;

import canbao.model.Wording;

/**
 * Where one person's enrolment for one year and product stands: 待核实 → 拟资助 → 已下单 → 已确认 → 已资助 / 事后资助 / 已取消 /
 * 已退费. What is to be verified waits on the work list.
 */
public enum CaseState {
    /** He owes the personal part; the tax bureau has been told. */
    OWING(Stand.WITH_THE_PERSON, "应由本人缴费", "Has to pay himself"),
    /** Registration with the premium paid for him was ordered from the insurer: proposed until it is sent, then ordered. */
    ENROL_ORDERED(Stand.UNDER_WAY, "拟资助，已申请登记", "Proposed; registration ordered"),
    /** The insurer registered him; the tax bureau was told what is paid for him. */
    LEVY_ORDERED(Stand.UNDER_WAY, "已登记，待税务核定", "Registered; levy ordered"),
    /** Registered and levied; the part that he pays himself is not paid. */
    PART_OWING(Stand.WITH_THE_PERSON, "已登记，自付部分未缴", "Registered; his own part is unpaid"),
    /** Registered and levied: covered, with his part paid for him. */
    SUBSIDISED(Stand.DONE, "已资助", "Subsidised"),
    /** He paid before he was identified: covered, and what was not his to pay is given to him afterwards. */
    POST_HOC(Stand.DONE, "事后资助", "Subsidised after the fact"),
    /** The insurer refused; waits for a correction at the source. */
    REJECTED(Stand.WORK_LIST, "待核实：登记被退回", "To verify: registration refused"),
    /** Registered, but the tax bureau refused the levy; waits for a correction at the source. */
    LEVY_REFUSED(Stand.WORK_LIST, "待核实：核定被退回", "To verify: levy refused"),
    /** Covered without our doing: paid, insured elsewhere, or by an employer. */
    COVERED(Stand.DONE, "已参保", "Covered"),
    /** Cancellation was ordered from the insurer. */
    CANCEL_ORDERED(Stand.UNDER_WAY, "正在取消登记", "Cancellation ordered"),
    /** The insurer did not cancel; somebody must look. */
    CANCEL_REFUSED(Stand.WORK_LIST, "待核实：取消被退回", "To verify: cancellation refused"),
    /** The insurer cancelled. */
    CANCELLED(Stand.DONE, "已取消", "Cancelled"),
    /** The tax bureau was asked to give back what he paid; nothing else happens before it answers. */
    REFUND_ORDERED(Stand.UNDER_WAY, "退费中", "Refund ordered"),
    /** The tax bureau gave nothing back; somebody must look. */
    REFUND_REFUSED(Stand.WORK_LIST, "待核实：退费被退回", "To verify: refund refused"),
    /** What he paid goes back to him, and there is nothing to enrol. */
    REFUNDED(Stand.DONE, "已退费", "Refunded"),
    /** Nothing to enrol here. */
    INELIGIBLE(Stand.DONE, "不属参保对象", "Nobody to enrol here"),
    /** He was found to be another person, whose case goes on. */
    MERGED(Stand.DONE, "并入另一登记", "Merged into another");

    /** Who has to move next. */
    public enum Stand {
        /** An office that we asked. */
        UNDER_WAY,
        /** He himself, who is reminded until he pays. */
        WITH_THE_PERSON,
        /** Staff. */
        WORK_LIST,
        /** Nobody. */
        DONE
    }

    private final Stand stand;
    private final String zh;
    private final String en;

    CaseState(Stand stand, String zh, String en) {
        this.stand = stand;
        this.zh = zh;
        this.en = en;
    }

    public Stand stand() {
        return stand;
    }

    public Wording words() {
        return new Wording(zh, en);
    }

    /** Whether a premium is, or is being, paid for him, through a registration of ours. */
    public boolean subsidised() {
        return this == ENROL_ORDERED || registered();
    }

    /** Whether the insurer holds a registration that we ordered. */
    boolean registered() {
        return this == LEVY_ORDERED || this == LEVY_REFUSED || this == PART_OWING || this == SUBSIDISED;
    }

    /** How far along a case is: 3 covered, 2 ordered, 1 proposed, 0 nothing. */
    int progress() {
        return switch (this) {
            case SUBSIDISED, POST_HOC, COVERED -> 3;
            case ENROL_ORDERED, LEVY_ORDERED, LEVY_REFUSED, PART_OWING, CANCEL_ORDERED, CANCEL_REFUSED -> 2;
            case OWING, REJECTED, REFUND_ORDERED, REFUND_REFUSED -> 1;
            case INELIGIBLE, CANCELLED, REFUNDED, MERGED -> 0;
        };
    }
}
