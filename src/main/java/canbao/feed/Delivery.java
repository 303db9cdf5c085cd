package canbao.feed;

import canbao.model.Actor;
import canbao.model.FeedId;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One batch as a route hands it over.
 *
 * @param name the file's name, or an empty text
 * @param number the sender's own batch number, where it gave one
 * @param asOf the day that the batch speaks of, where the sender gave it apart from the file's name
 */
public record Delivery(
        FeedId feed,
        Actor actor,
        String name,
        @Nullable String number,
        @Nullable LocalDate asOf,
        Buffer body) {
    @Override
    public String toString() {
        return "Delivery[" + feed + ", " + body.length() + " bytes]";
    }
}
