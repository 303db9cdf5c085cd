package canbao.sms.cmpp;

import java.time.Duration;

/**
 * One account at a CMPP 2.0 gateway.
 *
 * @param serviceNumber what the handset shows as the sender
 * @param window how many submits may be unanswered on one connection; the specification's default is 16
 * @param responseTimeout after which the outcome of a submit is in doubt and its connection is closed
 * @param idle after which the connection is tested
 */
public record CmppAccount(
        String name,
        String host,
        int port,
        Login login,
        String serviceNumber,
        String serviceId,
        int connections,
        int window,
        Duration responseTimeout,
        Duration idle) {

    /** The six-character enterprise code and the shared secret, which never shows. */
    public record Login(String user, String secret) {
        @Override
        public String toString() {
            return user;
        }
    }

    /** An account with the specification's defaults: one connection, a window of 16, 60 s, tested after 30 s idle. */
    public static CmppAccount of(String name, String host, int port, Login login, String serviceNumber) {
        return new CmppAccount(
                name,
                host,
                port,
                login,
                serviceNumber,
                "CANBAO",
                1,
                16,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    public CmppAccount withWindow(int segments) {
        return new CmppAccount(
                name, host, port, login, serviceNumber, serviceId, connections, segments, responseTimeout, idle);
    }

    public CmppAccount withConnections(int count) {
        return new CmppAccount(name, host, port, login, serviceNumber, serviceId, count, window, responseTimeout, idle);
    }

    public CmppAccount withTimes(Duration response, Duration idleTime) {
        return new CmppAccount(
                name, host, port, login, serviceNumber, serviceId, connections, window, response, idleTime);
    }
}
