package canbao.lead;

import canbao.model.Wording;

/** Why somebody may be entitled to help although he is on nobody's list. */
public enum Reason {
    /** The insurer sees more cost in a year than a household bears (家庭医疗费用负担封顶制). */
    HIGH_COST("自负医疗费用高，民政尚未核查", "High out-of-pocket medical cost that civil affairs has not looked into"),
    /** A school says that the pupil is an orphan. */
    ORPHAN("学校标注为孤儿，不在任何救助名单上", "The school says that the pupil is an orphan; on no list of assistance"),
    /** A school says that the pupil is disabled. */
    DISABLED_PUPIL("学校标注有残疾，不在任何救助名单上", "The school says that the pupil is disabled; on no list of assistance"),
    /** A severe disability of somebody whose income nobody has checked. */
    SEVERE_DISABILITY("重度残疾，未见低收入核查", "Severe disability, and nobody has checked the household's income");

    private final String zh;
    private final String en;

    Reason(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public Wording words() {
        return new Wording(zh, en);
    }
}
