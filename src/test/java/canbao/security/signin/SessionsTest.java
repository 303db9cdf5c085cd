package canbao.security.signin;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.security.signin.Sessions.Session;
import canbao.testing.HandClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final HandClock clock = new HandClock(Instant.parse("2024-11-01T00:00:00Z"));
    private final Sessions sessions = new Sessions(clock, new SecureRandom());

    @Test
    void use_prolongs_a_session_and_half_an_hour_of_rest_ends_it() {
        Session session = sessions.open("admin");
        for (int i = 0; i < 3; i++) {
            clock.forward(Duration.ofMinutes(29));
            assertThat(sessions.use(session.id())).isPresent();
        }
        clock.forward(Duration.ofMinutes(30));
        assertThat(sessions.use(session.id())).isEmpty();
    }

    @Test
    void looking_on_does_not_prolong_it() {
        Session session = sessions.open("admin");
        clock.forward(Duration.ofMinutes(29));
        assertThat(sessions.peek(session.id())).isPresent();
        clock.forward(Duration.ofMinutes(1));
        assertThat(sessions.peek(session.id())).isEmpty();
    }

    @Test
    void after_twelve_hours_it_ends_in_any_case() {
        Session session = sessions.open("admin");
        for (int i = 0; i < 35; i++) {
            clock.forward(Duration.ofMinutes(20));
            assertThat(sessions.use(session.id())).isPresent();
        }
        clock.forward(Duration.ofMinutes(20));
        assertThat(sessions.use(session.id())).isEmpty();
    }

    @Test
    void ids_are_long_and_different_and_do_not_show() {
        Session one = sessions.open("admin");
        Session other = sessions.open("admin");
        assertThat(one.id()).matches("[0-9a-f]{64}").isNotEqualTo(other.id()).isNotEqualTo(one.csrf());
        assertThat(one.toString()).doesNotContain(one.id()).doesNotContain(one.csrf());
    }

    @Test
    void a_closed_session_is_over_and_there_are_never_more_than_a_hundred() {
        Session closed = sessions.open("admin");
        sessions.close(closed.id());
        assertThat(sessions.use(closed.id())).isEmpty();
        Session first = sessions.open("admin");
        for (int i = 0; i < 100; i++) {
            sessions.open("admin");
        }
        assertThat(sessions.use(first.id())).isEmpty();
    }
}
