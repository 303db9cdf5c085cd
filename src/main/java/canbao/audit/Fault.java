package canbao.audit;

import canbao.model.Wording;

/** What does not agree at a link of a chain. */
public enum Fault {
    LINK_MISSING("链节不见了", "the link is missing", true),
    LINK_DETACHED("链节没有接上前一节", "the link does not continue the one before", true),
    LINK_CHANGED("链节被改过", "the link was changed", true),
    SHORTENED("链在此处与记下的不同，或被截短", "the chain is another one here than was noted, or was cut off", true),
    UNKNOWN("不知道这条链覆盖什么", "nobody knows what this chain covers", true),
    ROWS_MISSING("链节所覆盖的行不见了", "what the link covers is missing", false),
    ROWS_CHANGED("链节所覆盖的行被改过", "what the link covers was changed", false),
    ROWS_OUTSIDE("有行不在任何链节之内", "rows name a link that there is not", false);

    private final String zh;
    private final String en;
    private final boolean ofTheChain;

    Fault(String zh, String en, boolean ofTheChain) {
        this.zh = zh;
        this.en = en;
        this.ofTheChain = ofTheChain;
    }

    public Wording wording() {
        return new Wording(zh, en);
    }

    /** Whether table {@code chain} is where to look; otherwise it is the table that the chain covers. */
    public boolean ofTheChain() {
        return ofTheChain;
    }
}
