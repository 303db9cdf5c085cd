package canbao.model.batch;

import java.util.UUID;

/** Is told what a batch changes while it is compared; whoever wants no such thing passes null, and it costs nothing. */
public interface ChangeObserver {
    /** What happens to a row. */
    enum Kind {
        ADDED,
        CHANGED,
        WITHDRAWN
    }

    /** A claim that adds or changes a row, unless its key turns out to be contested. */
    void claimed(Kind kind, Claim claim);

    /** What was claimed of this key does not count. */
    void contested(String scope, UUID rowKey);

    /** A row that the batch no longer names. */
    void withdrawn(String scope, UUID rowKey);
}
