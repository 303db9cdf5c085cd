package canbao.feed;

import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One batch as a route hands it over.
 *
 * @param name the file's name, or an empty text
 * @param number the sender's own batch number, where it gave one
 * @param asOf the day that the batch speaks of, where the sender gave it apart from the file's name
 * @param control what the sender says that it adds up to; its digest is checked before anything is stored
 * @param route our own name of the route through which it came, or an empty text; never the sender's word
 */
public record Delivery(
        FeedId feed,
        Actor actor,
        String name,
        @Nullable String number,
        @Nullable LocalDate asOf,
        Control control,
        Content content,
        String route) {
    /** A batch that came through no route. */
    public Delivery(
            FeedId feed,
            Actor actor,
            String name,
            @Nullable String number,
            @Nullable LocalDate asOf,
            Control control,
            Content content) {
        this(feed, actor, name, number, asOf, control, content, "");
    }

    /** A batch that is in memory already, without control figures. */
    public Delivery(
            FeedId feed, Actor actor, String name, @Nullable String number, @Nullable LocalDate asOf, Buffer body) {
        this(feed, actor, name, number, asOf, Control.NONE, Content.of(body.getBytes()));
    }

    @Override
    public String toString() {
        return "Delivery[" + feed + "]";
    }
}
