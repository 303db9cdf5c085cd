package canbao.routes.sftp;

/**
 * How much an agency may have lying in its folders, untaken.
 *
 * @param fileBytes the largest file
 * @param boxBytes all its files together
 * @param files how many files
 */
public record BoxLimits(long fileBytes, long boxBytes, int files) {
    public static final BoxLimits DEFAULT = new BoxLimits(1L << 30, 4L << 30, 1_000);
}
