package canbao.feed;

import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where every route ends: {@code hub:agency/feed} stores the exchange's body in the inbox and puts the
 * receipt in its place; only then is a Kafka offset committed, a file moved, an HTTP request answered. The feed comes
 * from the route alone; of what the sender named, only the file's name is noted. A route that polls waits here while
 * PostgreSQL is away; a caller who waits for an answer is told at once.
 */
public final class HubComponent extends DefaultComponent {
    /** Exchange properties that our own doors set; a sender's headers never become properties. */
    public static final String ACTOR = "canbao.actor";

    public static final String NUMBER = "canbao.number";
    public static final String AS_OF = "canbao.asOf";

    private static final Logger LOG = LoggerFactory.getLogger(HubComponent.class);
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Inbox inbox;

    public HubComponent(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        FeedId feed = FeedId.of(remaining);
        return new ProcessorEndpoint(uri, this, exchange -> {
            Delivery delivery = delivery(feed, exchange);
            boolean callerWaits = exchange.getProperty(ACTOR) != null;
            Receipt receipt = callerWaits ? inbox.accept(delivery) : acceptPatiently(delivery);
            commitOffsets(exchange.getMessage());
            exchange.getMessage().setBody(receipt);
        });
    }

    private Receipt acceptPatiently(Delivery delivery) throws InterruptedException {
        long pause = 50;
        while (true) {
            try {
                return inbox.accept(delivery);
            } catch (Inbox.NotAccepted e) {
                LOG.atWarn()
                        .addKeyValue("feed", delivery.feed())
                        .addKeyValue("rule", e.refusal().rule())
                        .log("delivery not accepted");
                throw e;
            } catch (RuntimeException e) {
                if (isStoppingOrStopped() || !isRunAllowed()) {
                    throw e;
                }
                LOG.atWarn()
                        .addKeyValue("feed", delivery.feed())
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("the inbox does not answer; the route waits");
                Thread.sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    private static Delivery delivery(FeedId feed, Exchange exchange) {
        Message message = exchange.getMessage();
        String name = message.getHeader(Exchange.FILE_NAME_ONLY, "", String.class);
        return new Delivery(
                feed,
                exchange.getProperty(ACTOR, Actor.agency(feed.agency()), Actor.class),
                name,
                exchange.getProperty(NUMBER, String.class),
                exchange.getProperty(AS_OF, LocalDate.class),
                Buffer.buffer(bytes(message)));
    }

    /** A body is one delivery; a list (several records polled together) becomes its lines. */
    private static byte[] bytes(Message message) {
        if (!(message.getBody() instanceof List<?> records)) {
            byte[] body = message.getBody(byte[].class);
            return body == null ? new byte[0] : body;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Object record : records) {
            Object body =
                    record instanceof Exchange exchange ? exchange.getMessage().getBody() : record;
            byte[] line =
                    body instanceof byte[] raw ? raw : String.valueOf(body).getBytes(StandardCharsets.UTF_8);
            lines.writeBytes(line);
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** Of several records polled together, the last of each partition stands for all before it. */
    private static void commitOffsets(Message message) {
        if (!(message.getBody() instanceof List<?> records)) {
            return;
        }
        Map<Object, KafkaManualCommit> last = new LinkedHashMap<>();
        for (Object record : records) {
            if (record instanceof Exchange exchange
                    && exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT)
                            instanceof KafkaManualCommit commit) {
                last.put(exchange.getMessage().getHeader(KafkaConstants.PARTITION), commit);
            }
        }
        last.values().forEach(KafkaManualCommit::commit);
    }
}
