package canbao.feed.receipt.back;

import java.io.IOException;

/**
 * The way back to the sender of one route. Used by one thread at a time. The same letter may come twice and is then the same;
 * what a way has no use for it passes over.
 */
public interface WayBack extends AutoCloseable {
    /** Returns when the agency has it; any exception means that it will be sent again. */
    void send(Letter letter) throws IOException;

    /** There is nothing more to send for now: lets go of connections. */
    default void rest() {}

    /** There will be nothing more to send. */
    @Override
    default void close() {
        rest();
    }
}
