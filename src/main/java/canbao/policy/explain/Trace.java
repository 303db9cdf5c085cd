package canbao.policy.explain;

import canbao.model.Wording;

/** Listens to the rules while they decide, so that an explanation cannot differ from the decision. */
public interface Trace {
    /** Hears nothing; what would be told is not even put into words. */
    Trace NONE = new Trace() {
        @Override
        public boolean listens() {
            return false;
        }

        @Override
        public void note(Rule rule, boolean fired, Wording why) {
            throw new IllegalStateException("nobody listens: ask listens() before putting it into words");
        }
    };

    boolean listens();

    void note(Rule rule, boolean fired, Wording why);

    /** The rules, in the order in which they are asked. */
    enum Rule {
        STATUS("困难身份", "hardship status"),
        DECEASED("死亡", "deceased"),
        NOT_YET_BORN("尚未出生", "not yet born"),
        EMPLOYEE("职工医保", "employee cover"),
        ELSEWHERE("异地参保", "insured elsewhere"),
        TARIFF("缴费标准", "tariff"),
        PRECEDENCE("类别优先级", "precedence of categories"),
        PAID("已缴费", "paid"),
        CHANGED("缴费后变更", "changed after payment"),
        PAID_BEFORE("认定前已缴", "paid before identified"),
        FRESHMAN("大学新生", "university freshman"),
        ROSTER("学籍", "school roster"),
        NEWBORN("新生儿", "newborn"),
        ARRIVED("迁入", "moved in"),
        INTERRUPTED("职工医保中断", "employee cover ended"),
        WINDOW("征缴期", "levy window"),
        LEFT("迁出", "moved away"),
        WAITING("待遇等待期", "waiting period"),
        UNPAID("未缴原因", "why unpaid");

        private final String zh;
        private final String en;

        Rule(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public Wording wording() {
            return new Wording(zh, en);
        }
    }
}
