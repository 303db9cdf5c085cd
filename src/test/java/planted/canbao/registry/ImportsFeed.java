package planted.canbao.registry;

import java.util.List;
import planted.canbao.feed.Door;

/** The dependency is a type argument only. */
public record ImportsFeed(List<Door> all) {
    public static int doors() {
        return 0;
    }
}
