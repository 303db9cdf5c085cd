package canbao.model.batch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that we could read. Cheap to make: what only changed rows need ({@link #sighting()}, {@link #attributes()}) is
 * computed when asked for, so that an unchanged row costs a parse, one keyed hash and a look-up.
 */
public non-sealed interface Claim extends RowResult {
    @Override
    String scope();

    /** Keyed hash (HMAC-SM3, 128 bits) of the contract's key columns. */
    UUID rowKey();

    /** 64-bit hash of the row's normalised content, independent of column order. */
    long contentHash();

    /** The row's own version, where the contract names a column for it. */
    @Nullable
    Instant version();

    /** Whether the row speaks of a person. */
    default boolean personal() {
        return true;
    }

    /** Who the row speaks of; a row about nobody has none. */
    Sighting sighting();

    /** The row's normalised content without name, certificate and phone, as a JSON object of strings. */
    String attributes();
}
