package canbao.model.batch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sender says that a batch adds up to; checked after its last row, so that a list cut off on its way is noticed.
 * No rows announced, and no bytes, is how a feed of changes says that there is nothing to report: {@code X-Canbao-Rows: 0},
 * {@code {"rows": 0}} in a control file, or, where a door has no place for one, {@code {"rows": 0}} instead of a batch.
 *
 * @param rows how many rows it should have
 * @param sum the sum of the column that the contract names, as a plain decimal number
 * @param digest lower-case hex SM3 of its bytes
 */
public record Control(
        @Nullable Integer rows,
        @Nullable String sum,
        @Nullable String digest) {
    /** The sender said nothing. */
    public static final Control NONE = new Control(null, null, null);

    /** There are no rows. */
    public static final Control NOTHING = new Control(0, null, null);

    private static final Pattern NOTHING_TEXT = Pattern.compile("\\s*\\{\\s*\"rows\"\\s*:\\s*0\\s*}\\s*");
    private static final int LONGEST_TEXT = 64;

    /** Whether it announces no rows. */
    public boolean saysNothing() {
        return rows != null && rows == 0;
    }

    /** Whether bytes that came without a control are one themselves, which announces no rows. */
    public static boolean saysNothing(byte[] bytes) {
        return bytes.length <= LONGEST_TEXT
                && NOTHING_TEXT
                        .matcher(new String(bytes, StandardCharsets.UTF_8))
                        .matches();
    }
}
