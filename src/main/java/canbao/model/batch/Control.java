package canbao.model.batch;

import org.jspecify.annotations.Nullable;

/**
 * What the sender says that a batch adds up to; checked after its last row, so that a list cut off on its way is noticed.
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
}
