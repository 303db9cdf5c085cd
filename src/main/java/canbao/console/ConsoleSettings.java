package canbao.console;

import java.util.Locale;
import java.util.Set;

/**
 * Where the console listens and what it accepts.
 *
 * @param host loopback unless a deployment says otherwise
 * @param port 0 for any free one
 * @param bodyLimit the most bytes of one batch sent by HTTP
 * @param hostNames the names by which browsers may call it; empty for any. Guards a loopback console against pages that
 *     point their own name at it
 */
public record ConsoleSettings(String host, int port, long bodyLimit, Set<String> hostNames) {
    public static final long BODY_LIMIT = 1L << 30;

    public ConsoleSettings {
        hostNames = Set.copyOf(hostNames);
    }

    /** On loopback, called by the names of loopback only. */
    public static ConsoleSettings loopback(int port) {
        return new ConsoleSettings("127.0.0.1", port, BODY_LIMIT, Set.of("localhost", "127.0.0.1", "[::1]"));
    }

    boolean knows(String hostName) {
        return hostNames.isEmpty() || hostNames.contains(hostName.toLowerCase(Locale.ROOT));
    }
}
