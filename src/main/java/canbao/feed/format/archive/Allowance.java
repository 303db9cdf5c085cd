package canbao.feed.format.archive;

/** How much one batch may unpack to, all archives within archives together. Not thread-safe. */
public final class Allowance {
    private static final long TOTAL = 2L << 30;
    private static final long RATIO = 200;
    /** Small files may pack better than the ratio allows. */
    private static final long UNSUSPICIOUS = 32L << 20;

    private long left = TOTAL;

    /** Takes what an archive says that it unpacks to; stops the batch when that is too much. */
    void take(long unpacked, long packed) {
        left -= unpacked;
        if (left < 0 || unpacked > Math.max(UNSUSPICIOUS, RATIO * packed)) {
            throw Archive.bomb("解压后过大，请拆分后重报 / unpacks to too much: send it in parts");
        }
    }
}
