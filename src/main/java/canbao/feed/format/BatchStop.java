package canbao.feed.format;

import canbao.model.batch.Refusal;

/** Ends the reading of a batch from inside a parser; {@code canbao.feed.FeedReader} turns it back into a value. */
public final class BatchStop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    public BatchStop(String rule, String place, String fix) {
        super(rule, null, false, false);
        this.refusal = new Refusal(rule, place, fix);
    }

    static BatchStop empty() {
        return new BatchStop("EMPTY", "file", "文件没有内容，请重新导出 / the file is empty: export it again");
    }

    public Refusal refusal() {
        return refusal;
    }
}
