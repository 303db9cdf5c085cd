package planted.canbao.policy;

import planted.canbao.registry.ImportsFeed;

public final class ImportsRegistry {
    private ImportsRegistry() {}

    /** No field, no signature: the dependency is a call only. */
    static int call() {
        return ImportsFeed.doors();
    }
}
