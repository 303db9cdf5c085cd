package canbao.cli.feed;

/** Synthetic certificate numbers with right check digits (GB 11643). */
final class Numbers {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private Numbers() {}

    /** The i-th of up to several millions, each another. */
    static String certificate(int i) {
        int sequence = i % 1000;
        int day = i / 1000 % 28 + 1;
        int month = i / 28_000 % 12 + 1;
        int year = 1930 + i / 336_000;
        String body = "330302%04d%02d%02d%03d".formatted(year, month, day, sequence);
        int sum = 0;
        for (int at = 0; at < 17; at++) {
            sum += (body.charAt(at) - '0') * WEIGHTS[at];
        }
        return body + "10X98765432".charAt(sum % 11);
    }
}
