package canbao.alert;

import canbao.model.Wording;
import java.util.Arrays;

/** What an alert is about; together with its subject it is what there is one open alert of. */
public enum AlertKind {
    /** A feed of which no batch came by the agreed moment. Subject: the feed. */
    LATE_FEED("数据迟报", "Feed is late"),
    /** A feed of which some parts (such as schools) that sent last time have not sent this time. Subject: the feed. */
    LATE_SCOPES("部分单位迟报", "Parts of a feed are late"),
    /** An approval to share that ends soon. Subject: the feed. */
    CONTRACT_EXPIRES("共享审批将到期", "Approval ends soon"),
    /** An approval to share that has ended, so that its feed has stopped. Subject: the feed. */
    CONTRACT_EXPIRED("共享审批已到期", "Approval has ended"),
    /** A batch that waits for a person. Subject: the feed and the batch. */
    HELD_BATCH("批次待核定", "Batch is held"),
    /** A row that its agency should have corrected, or answered for, by now. Subject: the feed and the correction. */
    CORRECTION_OVERDUE("校核逾期", "Correction is overdue"),
    /** A claim to finance that is past its due date and not paid in full. Subject: the claim. */
    FUND_SHORT("请款未足额到账", "Claimed money is short");

    private final String zh;
    private final String en;

    AlertKind(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** A kind's name in words; one that another version of the hub wrote is given as it is. */
    public static Wording words(String kind) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(kind))
                .findFirst()
                .map(each -> new Wording(each.zh, each.en))
                .orElseGet(() -> new Wording(kind, kind));
    }
}
