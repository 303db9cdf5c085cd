package canbao.feed.format;

import canbao.model.batch.Refusal;

/** Ends the reading of a batch from inside a parser; {@code canbao.feed.read.FeedReader} turns it back into a value. */
public final class BatchStop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    public BatchStop(String rule, String place, String fix) {
        super(rule, null, false, false);
        this.refusal = new Refusal(rule, place, fix);
    }

    public static BatchStop empty() {
        return new BatchStop("EMPTY", "file", "文件没有内容，请重新导出 / the file is empty: export it again");
    }

    public Refusal refusal() {
        return refusal;
    }

    /** The same, where the place lies in a part of the batch, such as {@code file 2} or {@code sheet 3}. */
    public BatchStop within(String part) {
        String place = refusal.place().equals("file") ? part : part + ", " + refusal.place();
        return new BatchStop(refusal.rule(), place, refusal.fix());
    }
}
