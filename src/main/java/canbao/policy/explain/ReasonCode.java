package canbao.policy.explain;

import canbao.model.Decision;
import canbao.model.Outcome;
import canbao.model.Outcome.Settlement;
import canbao.model.Wording;

/** Why somebody is decided as he is, in one word that programs and people can rely on. */
public enum ReasonCode {
    SUBSIDISED_FULL("个人缴费全额资助", "the whole personal part is paid for him"),
    SUBSIDISED_PART("定额资助，个人缴纳其余部分", "a part is paid for him, he pays the rest"),
    SUBSIDISED_PART_PAID("定额资助，个人部分已缴", "a part is paid for him and he has paid the rest"),
    OWING("应参保未缴费", "belongs here and has not paid"),
    PAID("已自行缴费", "has paid himself"),
    PAID_POST_HOC("认定前已自行缴费，事后资助", "had paid before he was identified: subsidised afterwards"),
    PAID_NEXT_YEAR("认定前已自行缴费，下一年度抵扣", "had paid before he was identified: credited next year"),
    EMPLOYEE("已参加职工医保", "covered as an employee"),
    ELSEWHERE("已在外地参保", "insured elsewhere"),
    ELSEWHERE_POST_HOC("已在外地参保，由认定地事后资助", "insured elsewhere: subsidised afterwards here"),
    FOLLOWS("随居民医保一并参保", "follows the residents' scheme"),
    DECEASED("已死亡", "deceased"),
    NOT_YET_BORN("尚未出生", "not yet born"),
    MOVED_AWAY("已迁出", "moved away"),
    NOT_IN_SCOPE("不在本统筹区参保范围", "nothing places him in this pool area"),
    WINDOW_CLOSED("本年度征缴期已过，非年中特殊情形", "the year's levy window has closed, and he is no special case"),
    MAIN_NOT_COVERED("居民医保尚未参保", "the residents' scheme does not cover him yet"),
    NOT_LISTED("不属于政府出资的类别", "holds no category that this product is paid for");

    private final String zh;
    private final String en;

    ReasonCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public Wording wording() {
        return new Wording(zh, en);
    }

    public static ReasonCode of(Outcome outcome) {
        return switch (outcome.decision()) {
            case Decision.Subsidised subsidised -> subsidised(outcome);
            case Decision.Owing owing -> OWING;
            case Decision.Covered covered -> covered(covered, outcome.settlement());
            case Decision.Ineligible ineligible ->
                switch (ineligible.reason()) {
                    case DECEASED -> DECEASED;
                    case NOT_YET_BORN -> NOT_YET_BORN;
                    case MOVED_AWAY -> MOVED_AWAY;
                    case NOT_IN_SCOPE -> NOT_IN_SCOPE;
                    case WINDOW_CLOSED -> WINDOW_CLOSED;
                    case MAIN_NOT_COVERED -> MAIN_NOT_COVERED;
                    case NOT_LISTED -> NOT_LISTED;
                };
        };
    }

    private static ReasonCode subsidised(Outcome outcome) {
        if (outcome.decision().ownPart().value() == 0) {
            return SUBSIDISED_FULL;
        }
        return outcome.owed().value() == 0 ? SUBSIDISED_PART_PAID : SUBSIDISED_PART;
    }

    private static ReasonCode covered(Decision.Covered covered, Settlement settlement) {
        return switch (covered.by()) {
            case PAID ->
                settlement.postHoc().value() > 0
                        ? PAID_POST_HOC
                        : settlement.nextYear().value() > 0 ? PAID_NEXT_YEAR : PAID;
            case EMPLOYEE -> EMPLOYEE;
            case ELSEWHERE -> settlement.postHoc().value() > 0 ? ELSEWHERE_POST_HOC : ELSEWHERE;
            case FOLLOWS -> FOLLOWS;
        };
    }
}
