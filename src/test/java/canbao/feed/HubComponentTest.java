package canbao.feed;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.crypto.Seal;
import canbao.io.Database;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import canbao.testing.Platform;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route hands over at its end, in all the forms that routes have. */
class HubComponentTest {
    private static final Database DATABASE = Platform.database();

    private final InboxStore store =
            new InboxStore(DATABASE, new Seal("sixteen-bytes-01".getBytes(StandardCharsets.US_ASCII)));
    private final Inbox inbox = new Inbox(InboxTest.contracts(), store, Clock.systemUTC(), () -> {});
    private final CamelContext camel = new DefaultCamelContext();
    private final List<Long> committed = new ArrayList<>();

    @TempDir
    Path folder = Path.of(".");

    @BeforeEach
    void start() {
        DATABASE.run("TRUNCATE batch, batch_chunk, quarantine");
        camel.addComponent("hub", new HubComponent(inbox));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    @Test
    void every_form_of_body_is_the_same_bytes() throws Exception {
        byte[] bytes = "{\"zsuuid\":\"1\"}\n".getBytes(StandardCharsets.UTF_8);
        Path path = Files.write(folder.resolve("payments.json"), bytes);
        GenericFile<File> local = new GenericFile<>();
        local.setFile(path.toFile());
        GenericFile<Object> fetched = new GenericFile<>();
        fetched.setFile("a file elsewhere");
        fetched.setBody(new ByteArrayInputStream(bytes));
        List<Object> forms = List.of(
                bytes,
                new String(bytes, StandardCharsets.UTF_8),
                io.vertx.core.buffer.Buffer.buffer(bytes),
                path,
                path.toFile(),
                new ByteArrayInputStream(bytes),
                local,
                fetched,
                Content.of(bytes),
                List.of("{\"zsuuid\":\"1\"}"));
        String digest = canbao.crypto.Sm3.hex(bytes);
        for (Object form : forms) {
            assertThat(send("tax/payments", form, Map.of()).sm3())
                    .as(form.getClass().getSimpleName())
                    .isEqualTo(digest);
        }
    }

    @Test
    void a_link_in_the_place_of_a_file_is_not_followed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "somebody else's");
        Path link = Files.createSymbolicLink(folder.resolve("payments.json"), secret);
        Exchange exchange = exchange(link.toFile(), Map.of(HubComponent.ACTOR, canbao.model.Actor.agency("tax")));
        camel.createProducerTemplate().send("hub:tax/payments", exchange);
        assertThat(exchange.getException()).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(DATABASE.run("SELECT 1 FROM batch").size()).isZero();
    }

    @Test
    void only_our_own_doors_say_who_when_and_how_much() {
        Exchange exchange = exchange("x", Map.of(HubComponent.CONTROL, new Control(7, null, null)));
        exchange.getMessage().setHeader(HubComponent.NUMBER, "N-1");
        exchange.getMessage().setHeader(HubComponent.ACTOR, "agency:insurer");
        exchange.getMessage().setHeader(HubComponent.CONTROL, new Control(8, null, null));
        camel.createProducerTemplate().send("hub:tax/payments", exchange);
        var row = DATABASE.run("SELECT actor, number, control_rows FROM batch")
                .iterator()
                .next();
        assertThat(row.getString("actor")).isEqualTo("agency:tax");
        assertThat(row.getString("number")).isNull();
        assertThat(row.getInteger("control_rows")).isEqualTo(7);
    }

    @Test
    void records_of_changes_are_one_batch_of_lines_committed_after_it() {
        send(
                "tax/payments",
                List.of(record(0, 4, "{\"a\":1}"), record(1, 9, "{\"a\":2}"), record(0, 5, "{\"a\":3}")),
                Map.of());
        assertThat(DATABASE.run("SELECT 1 FROM batch").size()).isEqualTo(1);
        assertThat(committed).containsExactly(5L, 9L);
    }

    @Test
    void a_record_that_is_a_whole_list_is_a_batch_by_itself_and_the_same_one_when_it_is_read_again() {
        List<Exchange> poll = List.of(record(0, 4, "list A"), record(0, 5, "list B"));
        send("civil-affairs/hardship", poll, Map.of());
        assertThat(DATABASE.run("SELECT 1 FROM batch").size()).isEqualTo(2);
        assertThat(committed).containsExactly(5L);
        // After a crash between the inbox's commit and the broker's.
        Receipt again = send("civil-affairs/hardship", poll, Map.of());
        assertThat(again.duplicate()).isTrue();
        assertThat(DATABASE.run("SELECT 1 FROM batch").size()).isEqualTo(2);
        send("civil-affairs/hardship", List.of(record(0, 6, "list A")), Map.of());
        assertThat(DATABASE.run("SELECT 1 FROM batch").size()).isEqualTo(3);
    }

    @Test
    void an_offset_is_not_committed_when_the_batch_is_not_stored() {
        Exchange exchange = exchange(
                List.of(record(0, 4, "x".repeat(10))),
                Map.of(
                        HubComponent.ACTOR,
                        canbao.model.Actor.hub("test"),
                        HubComponent.CONTROL,
                        new Control(null, null, "00")));
        camel.createProducerTemplate().send("hub:tax/payments", exchange);
        assertThat(exchange.getException()).isInstanceOf(Inbox.NotAccepted.class);
        assertThat(committed).isEmpty();
    }

    @Test
    void nothing_to_report_stands_in_the_place_of_a_record_and_is_a_batch_without_rows() {
        send(
                "tax/payments",
                List.of(record(0, 4, "{\"a\":1}"), record(0, 5, "{\"rows\": 0}"), record(0, 6, "{\"a\":2}")),
                Map.of());
        assertThat(DATABASE.run("SELECT state || ' ' || bytes FROM batch ORDER BY id").stream()
                        .map(row -> row.getString(0)))
                .containsExactly("STORED 8", "APPLIED 0", "STORED 8");
        assertThat(committed).containsExactly(6L);
    }

    @Test
    void records_of_a_feed_whose_approval_has_ended_stay_in_their_topic() {
        Clock later = Clock.fixed(Instant.parse("2028-01-01T00:00:00Z"), ZoneOffset.UTC);
        camel.removeComponent("hub");
        camel.addComponent("hub", new HubComponent(new Inbox(InboxTest.contracts(), store, later, () -> {})));
        Exchange exchange = exchange(List.of(record(0, 4, "{\"a\":1}"), record(0, 5, "{\"a\":2}")), Map.of());
        camel.createProducerTemplate().send("hub:tax/payments", exchange);
        assertThat(exchange.getException()).hasMessageContaining("CONTRACT_EXPIRED");
        assertThat(committed).isEmpty();
    }

    private Receipt send(String feed, Object body, Map<String, Object> properties) {
        Exchange exchange = exchange(body, properties);
        camel.createProducerTemplate().send("hub:" + feed, exchange);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Receipt.class);
    }

    private Exchange exchange(Object body, Map<String, Object> properties) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        properties.forEach(exchange::setProperty);
        return exchange;
    }

    private Exchange record(int partition, long offset, String value) {
        Exchange record = exchange(value, Map.of());
        record.getMessage().setHeader(KafkaConstants.PARTITION, partition);
        record.getMessage().setHeader(KafkaConstants.OFFSET, offset);
        record.getMessage().setHeader(KafkaConstants.TIMESTAMP, 1_730_000_000_000L);
        KafkaManualCommit commit = () -> committed.add(offset);
        record.getMessage().setHeader(KafkaConstants.MANUAL_COMMIT, commit);
        return record;
    }
}
