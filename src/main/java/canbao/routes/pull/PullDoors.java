package canbao.routes.pull;

import canbao.model.FeedId;
import canbao.routes.door.DoorMaker;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code http-pull:<server>?path=/rows}: an agency's HTTP address. */
public final class PullDoors {
    private PullDoors() {}

    /**
     * @param store our memory of answers; asked for when a door is first looked into
     * @param unchanged told of a feed whose address answered with what we know already
     */
    public static DoorMaker kind(Supplier<PulledStore> store, Consumer<FeedId> unchanged) {
        return options -> new PullDoor(
                PullTarget.of(options),
                options.feed() + " " + options.place() + " " + options.text("path"),
                store,
                () -> unchanged.accept(options.feed()));
    }
}
