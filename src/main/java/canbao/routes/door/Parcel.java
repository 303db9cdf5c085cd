package canbao.routes.door;

import canbao.model.batch.Control;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One batch as a door found it.
 *
 * @param body bytes, a file, or a stream that is read once
 * @param name the file's name, or an empty text; noted, never used to find a way
 * @param number the batch number, where the place has one
 * @param asOf the day that the batch speaks of, where the place says it
 */
public record Parcel(
        Object body,
        String name,
        @Nullable String number,
        @Nullable LocalDate asOf,
        Control control) {
    /** A batch of which nothing is known but its bytes. */
    public static Parcel of(Object body) {
        return new Parcel(body, "", null, null, Control.NONE);
    }

    @Override
    public String toString() {
        return "Parcel";
    }
}
