package canbao.security.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is signed in, in memory: ends after 30 idle minutes, after 12 hours, and with the process. At most 100. */
public final class Sessions {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST = 100;

    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    public Sessions(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized Session open(String user) {
        sessions.values().removeIf(this::over);
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        Instant now = clock.instant();
        Session session = new Session(token(), user, token(), now, now);
        sessions.put(session.id(), session);
        return session;
    }

    /** The session, which this use prolongs. */
    public synchronized Optional<Session> use(String id) {
        Optional<Session> session = peek(id).map(found -> found.usedAt(clock.instant()));
        session.ifPresent(found -> sessions.put(id, found));
        return session;
    }

    /** The session, without prolonging it: for what a page asks for by itself. */
    public synchronized Optional<Session> peek(String id) {
        return Optional.ofNullable(sessions.get(id)).filter(session -> !over(session));
    }

    public synchronized void close(String id) {
        sessions.remove(id);
    }

    /** 256 random bits as hex. */
    public String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private boolean over(Session session) {
        Instant now = clock.instant();
        return !now.isBefore(session.usedAt().plus(IDLE))
                || !now.isBefore(session.openedAt().plus(LONGEST));
    }

    /**
     * One sign-in.
     *
     * @param id secret: whoever has it is the user
     * @param csrf what a POST of this session must carry
     */
    public record Session(String id, String user, String csrf, Instant openedAt, Instant usedAt) {
        Session usedAt(Instant now) {
            return new Session(id, user, csrf, openedAt, now);
        }

        @Override
        public String toString() {
            return "Session[" + user + "]";
        }
    }
}
