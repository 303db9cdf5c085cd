package canbao.routes;

/** A checked route: its file, id, where bytes come from and where they go. */
public record RouteFile(String file, String id, String from, String to) {
    static final RouteFile NONE = new RouteFile("", "", "", "");

    /** Whether the route fetches by itself, and so must run on one instance only. */
    boolean polls() {
        return !from.startsWith("direct:");
    }
}
