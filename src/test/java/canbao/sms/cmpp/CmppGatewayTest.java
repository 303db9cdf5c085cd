package canbao.sms.cmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.sim.sms.Faults;
import canbao.sim.sms.Handsets;
import canbao.sim.sms.SmsCentre;
import canbao.sms.cmpp.CmppAccount.Login;
import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.GatewayEvent.Answered;
import canbao.sms.gateway.GatewayEvent.Receipt;
import canbao.sms.gateway.GatewayEvent.Reply;
import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SubmitResult;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CmppGatewayTest {
    private static final Login LOGIN = new Login("canbao", "secret");
    private static final String SHORT = "【鹿城区医保局】请缴费";
    private static final String LONG = "【鹿城区医保局】" + "保".repeat(140);

    private final SmsCentre centre =
            new SmsCentre(new SmsCentre.Settings(0, LOGIN, 7), Handsets.inMemory(), Faults.NONE, Clock.systemUTC());
    private final int port = centre.start(Platform.vertx());
    private final CmppAccount account = CmppAccount.of("test", "127.0.0.1", port, LOGIN, "106573012393")
            .withTimes(Duration.ofMillis(600), Duration.ofSeconds(30));
    private CmppGateway gateway = new CmppGateway(Platform.vertx(), account, Clock.systemUTC());
    private final List<GatewayEvent> heard = new ArrayList<>();

    @AfterEach
    void close() {
        gateway.close();
        Platform.vertx().undeploy(centre.deploymentID()).await();
    }

    @Test
    void a_message_is_accepted_reaches_the_handset_and_is_reported() {
        open(account);
        submit(1, SHORT);
        hear(2);
        assertThat(results()).singleElement().isInstanceOf(SubmitResult.Accepted.class);
        assertThat(copies(1)).isEqualTo(1);
        assertThat(heard.stream().filter(Receipt.class::isInstance).map(Receipt.class::cast))
                .singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.stat()).isEqualTo("DELIVRD");
                    assertThat(receipt.phone()).isEqualTo(phone(1));
                    assertThat(results()).containsExactly(new SubmitResult.Accepted(List.of(receipt.gatewayId())));
                });
    }

    @Test
    void a_long_text_arrives_whole_over_one_of_several_connections() {
        open(account.withConnections(3).withWindow(2));
        for (int i = 0; i < 30; i++) {
            submit(i, LONG);
        }
        hear(30 * 4);
        assertThat(centre.handsets().copies().values())
                .hasSize(30)
                .allSatisfy(copies -> assertThat(copies)
                        .singleElement()
                        .satisfies(copy -> assertThat(copy.text()).isEqualTo(LONG)));
        assertThat(results())
                .hasSize(30)
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                SubmitResult.Accepted.class,
                                accepted -> assertThat(accepted.gatewayIds()).hasSize(3)));
    }

    @Test
    void the_gateway_never_holds_more_than_the_window_even_after_timeouts() {
        centre.faults(faults("responseMillis", 3, "swallowed", 0.02));
        open(account.withWindow(5));
        for (int i = 0; i < 150; i++) {
            submit(i, SHORT);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            heard.addAll(gateway.events());
            return results().size() == 150;
        });
        assertThat(centre.stats().get("mostUnanswered")).isEqualTo(5L);
        assertThat(results()).hasAtLeastOneElementOfType(SubmitResult.InDoubt.class);
    }

    @Test
    void a_submit_without_an_answer_is_in_doubt_and_ends_the_connection() {
        centre.faults(faults("swallowed", 1));
        open(account.withWindow(2));
        submit(1, SHORT);
        submit(2, SHORT);
        submit(3, SHORT);
        hearAnswers(3);
        assertThat(results())
                .containsExactly(
                        new SubmitResult.InDoubt(List.of(), "TIMEOUT"),
                        new SubmitResult.InDoubt(List.of(), "TIMEOUT"),
                        new SubmitResult.NotWritten());
        assertThat(copies(3)).isZero();
        await().until(() -> gateway.free() == 2);
        assertThat(centre.stats().get("logins")).isEqualTo(2L);
    }

    @Test
    void when_the_connection_breaks_the_written_are_in_doubt_and_the_queued_are_not() {
        centre.faults(faults("responseMillis", 5_000));
        open(account.withWindow(2));
        for (int i = 0; i < 5; i++) {
            submit(i, SHORT);
        }
        await().until(() -> centre.stats().getOrDefault("submits", 0L) == 2);
        centre.breakConnections();
        hearAnswers(5);
        assertThat(results().subList(0, 2)).allMatch(SubmitResult.InDoubt.class::isInstance);
        assertThat(results().subList(2, 5)).containsOnly(new SubmitResult.NotWritten());
        assertThat(centre.handsets().copies()).hasSize(2);
    }

    @Test
    void a_refusal_is_known_and_a_part_that_was_too_fast_is_tried_again() {
        open(account);
        centre.faults(faults("tooFast", 1));
        submit(1, SHORT);
        hearAnswers(1);
        assertThat(results()).containsExactly(new SubmitResult.Refused(8));
        centre.faults(faults("tooFast", 0.5));
        submit(2, LONG);
        hearAnswers(2);
        assertThat(results().get(1)).isInstanceOf(SubmitResult.Accepted.class);
        assertThat(copies(2)).isEqualTo(1);
        assertThat(copies(1)).isZero();
    }

    @Test
    void a_receipt_that_was_not_acknowledged_comes_again_after_a_reconnect() {
        open(account);
        submit(1, SHORT);
        hear(2);
        centre.breakConnections();
        hear(3);
        List<Receipt> receipts = heard.stream()
                .filter(Receipt.class::isInstance)
                .map(Receipt.class::cast)
                .toList();
        assertThat(receipts)
                .extracting(Receipt::gatewayId)
                .hasSize(2)
                .containsOnly(receipts.get(0).gatewayId());
        receipts.get(1).acknowledgement().run();
        await().until(() -> centre.stats().getOrDefault("acknowledged", 0L) == 1);
    }

    @Test
    void a_handsets_reply_is_heard() {
        open(account);
        centre.reply(phone(1), "Ｒ");
        hear(1);
        assertThat(heard).singleElement().isInstanceOfSatisfying(Reply.class, reply -> {
            assertThat(reply.phone()).isEqualTo(phone(1));
            assertThat(reply.text()).isEqualTo("Ｒ");
            assertThat(reply.toString()).doesNotContain(phone(1));
        });
    }

    @Test
    void an_idle_connection_is_tested_and_kept() {
        open(account.withTimes(Duration.ofSeconds(2), Duration.ofMillis(200)));
        await().until(() -> centre.stats().getOrDefault("activeTests", 0L) >= 2);
        assertThat(centre.stats().get("logins")).isEqualTo(1L);
    }

    @Test
    void a_wrong_secret_never_connects() throws InterruptedException {
        gateway = new CmppGateway(
                Platform.vertx(),
                CmppAccount.of("test", "127.0.0.1", port, new Login("canbao", "wrong"), "106"),
                Clock.systemUTC());
        gateway.open();
        Thread.sleep(500);
        assertThat(gateway.free()).isZero();
        assertThat(centre.stats()).doesNotContainKey("logins");
    }

    private void open(CmppAccount with) {
        gateway = new CmppGateway(Platform.vertx(), with, Clock.systemUTC());
        gateway.open();
        await().until(() -> gateway.free() == with.window() * with.connections());
    }

    private void submit(int person, String text) {
        gateway.submit(new Outgoing(
                new UUID(0, person), 1, phone(person), text, Instant.now().plusSeconds(3_600)));
    }

    private void hear(int events) {
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            heard.addAll(gateway.events());
            return heard.size() >= events;
        });
    }

    private void hearAnswers(int answers) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            heard.addAll(gateway.events());
            return results().size() >= answers;
        });
    }

    private List<SubmitResult> results() {
        return heard.stream()
                .filter(Answered.class::isInstance)
                .map(event -> ((Answered) event).result())
                .toList();
    }

    private int copies(int person) {
        return centre.handsets().copies().getOrDefault(phone(person), List.of()).size();
    }

    private static String phone(int person) {
        return "139%08d".formatted(person);
    }

    private static Faults faults(Object... keysAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Faults.of(json);
    }
}
