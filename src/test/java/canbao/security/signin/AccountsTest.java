package canbao.security.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.security.signin.Accounts.SignIn;
import canbao.testing.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final String PASSWORD = "春眠不觉晓-2024";
    private static final String HASH = Accounts.hash(PASSWORD, new SecureRandom());

    private final HandClock clock = new HandClock(Instant.parse("2024-11-01T00:00:00Z"));
    private final Accounts accounts = new Accounts(Map.of("admin", HASH, "desk", HASH), clock);

    @TempDir
    Path folder = Path.of(".");

    @Test
    void the_right_name_and_password_are_welcome() {
        assertThat(accounts.signIn("admin", PASSWORD)).isEqualTo(new SignIn.Welcome("admin"));
    }

    @Test
    void a_wrong_name_or_password_is_refused_alike() {
        assertThat(accounts.signIn("admin", "wrong password")).isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn("root", PASSWORD)).isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn("admin", "x".repeat(100))).isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn("admin", "")).isEqualTo(new SignIn.Wrong());
    }

    @Test
    void after_five_failures_even_the_right_password_has_to_wait() {
        for (int i = 0; i < 5; i++) {
            assertThat(accounts.signIn("admin", "wrong password")).isEqualTo(new SignIn.Wrong());
        }
        assertThat(accounts.signIn("admin", PASSWORD)).isEqualTo(new SignIn.Wait(Duration.ofSeconds(30)));
        clock.forward(Duration.ofSeconds(30));
        assertThat(accounts.signIn("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
        assertThat(accounts.signIn("admin", "wrong password")).isEqualTo(new SignIn.Wrong());
    }

    @Test
    void the_wait_doubles_up_to_a_quarter_of_an_hour() {
        LoginThrottle throttle = new LoginThrottle(clock);
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.attempt()).isEmpty();
        }
        for (int seconds : new int[] {30, 60, 120, 240, 480, 900, 900}) {
            assertThat(throttle.attempt()).isEqualTo(Optional.of(Duration.ofSeconds(seconds)));
            clock.forward(Duration.ofSeconds(seconds));
            assertThat(throttle.attempt()).isEmpty();
        }
    }

    @Test
    void the_account_comes_from_the_config_and_a_file_with_a_hash() throws IOException {
        Accounts.writePassword(folder.resolve("secrets/admin.bcrypt"), PASSWORD, new SecureRandom());
        assertThat(Files.readString(folder.resolve("secrets/admin.bcrypt"))).startsWith("$2");
        Problems problems = new Problems();
        Optional<Accounts> read = read("{admin: {user: admin, passwordFile: secrets/admin.bcrypt}}", problems);
        assertThat(problems.found()).isEmpty();
        assertThat(read.orElseThrow().signIn("admin", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void a_missing_plain_or_weak_password_file_is_a_problem() throws IOException {
        for (String content : new String[] {"", PASSWORD, HASH.replace("$12$", "$04$")}) {
            Files.writeString(folder.resolve("admin.bcrypt"), content);
            Problems problems = new Problems();
            assertThat(read("{admin: {user: admin, passwordFile: admin.bcrypt}}", problems))
                    .isEmpty();
            assertThat(problems.found())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.rule()).contains("bcrypt"));
        }
    }

    @Test
    void a_short_or_over_long_password_cannot_be_set() {
        for (String bad : new String[] {"short", "长".repeat(25)}) {
            assertThatThrownBy(() -> Accounts.hash(bad, new SecureRandom()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(bad);
        }
    }

    private Optional<Accounts> read(String yaml, Problems problems) {
        return Accounts.read(YamlNode.parse(yaml, "hub.yaml", problems), folder, clock);
    }
}
