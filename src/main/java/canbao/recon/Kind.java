package canbao.recon;

import canbao.model.Wording;

/** How what we say and what an office says differ. */
public enum Kind {
    /** For us he is covered; the insurer, who has reported since, knows of no cover, or says that it has ended. */
    WE_SAY_INSURED_THEY_DO_NOT("我方已参保，医保无有效参保关系", "We say insured, the insurer does not"),
    /** The insurer covers him here as a resident; for us he owes, was refused, or was cancelled. */
    THEY_SAY_INSURED_WE_DO_NOT("医保有有效参保关系，我方未参保", "The insurer says insured, we do not"),
    /** Both say covered, or both say paid, with other amounts. */
    AMOUNT_DIFFERS("金额不符", "Amounts differ");

    private final String zh;
    private final String en;

    Kind(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public Wording words() {
        return new Wording(zh, en);
    }
}
