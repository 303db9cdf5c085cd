package canbao.sms.cmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.GatewayEvent.Answered;
import canbao.sms.gateway.GatewayEvent.Receipt;
import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SubmitResult.Accepted;
import canbao.testing.ChildJvm;
import canbao.testing.Platform;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Our client against a server of China Mobile's own library, in its own process. */
class CmppInteropTest {
    private static final Instant NIGHT = Instant.parse("2024-11-15T14:00:00Z");

    @Test
    void another_implementation_understands_us_and_we_understand_it() throws IOException {
        int port = freePort();
        try (ChildJvm server =
                ChildJvm.start(SmsCoreServer.class, Platform.folder("sms-core").resolve("log"), String.valueOf(port))) {
            awaitLine(server, "ready");
            CmppGateway gateway = new CmppGateway(
                    Platform.vertx(),
                    CmppAccount.of(
                            "interop", "127.0.0.1", port, new CmppAccount.Login("901234", "ICP001"), "106573012393"),
                    Clock.systemUTC());
            gateway.open();
            await().until(() -> gateway.free() == 16);
            Map<String, String> sent = Map.of(
                    "13900000001", "【鹿城区医保局】请于12月31日前缴费。拒收请回复R", "13900000002", "【鹿城区医保局】" + "保".repeat(150) + "𬍛䶮");
            sent.forEach((phone, text) -> gateway.submit(new Outgoing(UUID.randomUUID(), 1, phone, text, NIGHT)));
            List<GatewayEvent> heard = new ArrayList<>();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                heard.addAll(gateway.events());
                return heard.size() >= 2 + 4;
            });
            assertThat(texts(server)).isEqualTo(sent);
            assertReceiptsMatchAnswers(heard);
            gateway.close();
        }
    }

    private static void assertReceiptsMatchAnswers(List<GatewayEvent> heard) {
        List<Long> accepted = heard.stream()
                .filter(Answered.class::isInstance)
                .flatMap(event -> ((Accepted) ((Answered) event).result()).gatewayIds().stream())
                .toList();
        List<Receipt> receipts = heard.stream()
                .filter(Receipt.class::isInstance)
                .map(Receipt.class::cast)
                .toList();
        assertThat(receipts).extracting(Receipt::gatewayId).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(receipts).extracting(Receipt::stat).containsOnly("DELIVRD");
        assertThat(receipts).extracting(Receipt::phone).contains("13900000001", "13900000002");
    }

    private static Map<String, String> texts(ChildJvm server) {
        Map<String, String> texts = new TreeMap<>();
        while (texts.size() < 2) {
            String[] words = server.line().split(" ");
            if (words.length == 3 && words[2].equals("241115220000032+")) {
                texts.put(words[0], new String(HexFormat.of().parseHex(words[1]), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static void awaitLine(ChildJvm server, String wanted) {
        while (!server.line().equals(wanted)) {
            assertThat(server.isAlive()).isTrue();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
