package canbao.routes.door;

/**
 * A place that the hub looks into on a schedule: a folder, an agency's server, a table. Made without touching the place, so
 * that routes can be rehearsed; used by one thread at a time.
 */
public interface Door extends AutoCloseable {
    /** Looks once and hands over what is there. What cannot be reached now is thrown, and looked for again next time. */
    void look(HandOver hub);

    /** Lets go of connections; a later look makes new ones. */
    @Override
    default void close() {}
}
