package canbao.routes.files;

import canbao.model.FeedId;
import canbao.routes.door.Door;
import canbao.routes.door.DoorMaker;
import canbao.routes.door.DoorOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of file doors: {@code folder}, {@code sftp-fetch}, {@code sftp-drop}. */
public final class FileDoors {
    static final Pattern RELATIVE =
            Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*(/[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*)*");

    private FileDoors() {}

    /** {@code folder:<place>}: a folder of this machine. */
    public static DoorMaker folder(InstantSource clock) {
        return options -> new FileDoor(
                new LocalShelf(Path.of(options.setting())), FileRules.of(options, true), Courier.NONE, clock);
    }

    /** {@code sftp-fetch:<server>?folder=out}: a folder of an agency's SFTP server. */
    public static DoorMaker fetched(InstantSource clock) {
        return options -> new FileDoor(
                new RemoteShelf(SftpServer.of(options), folder(options)),
                FileRules.of(options, true),
                Courier.NONE,
                clock);
    }

    /**
     * {@code sftp-drop:box}: what an agency has put on the hub's own SFTP server for one feed. Taken files do not stay there:
     * the inbox has them sealed.
     *
     * @param couriers who tells the agency of a feed
     */
    public static DoorMaker dropped(Path drop, Function<FeedId, Courier> couriers, InstantSource clock) {
        return options -> {
            FeedId feed = options.feed();
            Path box = drop.resolve(feed.agency()).resolve(feed.feed());
            Door door = new FileDoor(new LocalShelf(box), FileRules.of(options, false), couriers.apply(feed), clock);
            return door;
        };
    }

    private static String folder(DoorOptions options) {
        String folder = options.text("folder", "out");
        if (!RELATIVE.matcher(folder).matches()) {
            throw new IllegalArgumentException("folder must be a folder below the login's own, such as out/lists");
        }
        return folder;
    }
}
