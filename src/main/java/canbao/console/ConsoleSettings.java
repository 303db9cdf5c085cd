package canbao.console;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the console listens and what it accepts.
 *
 * @param host loopback unless a deployment says otherwise
 * @param port 0 for any free one
 * @param bodyLimit the most bytes of one batch sent by HTTP
 * @param hostNames the names by which browsers may call it; empty for any. Guards a loopback console against pages that
 *     point their own name at it
 * @param tls null for plain HTTP
 */
public record ConsoleSettings(
        String host,
        int port,
        long bodyLimit,
        Set<String> hostNames,
        @Nullable Tls tls) {
    public static final long BODY_LIMIT = 1L << 30;

    /**
     * TLS 1.2 or 1.3.
     *
     * @param certificate the hub's certificate chain, PEM
     * @param key its private key, PEM (PKCS #8)
     * @param clientCertificates the authorities of clients' certificates, or such certificates themselves, PEM; null when
     *     none is asked for
     * @param required whether a connection without a client's certificate is refused
     */
    public record Tls(Path certificate, Path key, @Nullable Path clientCertificates, boolean required) {}

    public ConsoleSettings {
        hostNames = Set.copyOf(hostNames);
    }

    /** On loopback, called by the names of loopback only. */
    public static ConsoleSettings loopback(int port) {
        return new ConsoleSettings("127.0.0.1", port, BODY_LIMIT, Set.of("localhost", "127.0.0.1", "[::1]"), null);
    }

    boolean knows(String hostName) {
        return hostNames.isEmpty() || hostNames.contains(hostName.toLowerCase(Locale.ROOT));
    }
}
