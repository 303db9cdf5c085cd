package canbao.feed;

import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.ProcessorEndpoint;
import org.jspecify.annotations.Nullable;
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
    /** A {@link Control}. */
    public static final String CONTROL = "canbao.control";

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
            Message message = exchange.getMessage();
            Receipt receipt = message.getBody() instanceof List<?> records
                    ? acceptAll(feed, exchange, inbox.takesSnapshots(feed) ? each(records) : Records.runs(records))
                    : accept(delivery(feed, exchange, Contents.of(message)), exchange);
            commitOffsets(message);
            message.setBody(receipt);
        });
    }

    /** Of a feed whose every batch is the whole list, each record is a batch by itself. */
    private static List<List<?>> each(List<?> records) {
        List<List<?>> each = new ArrayList<>();
        records.forEach(record -> each.add(List.of(record)));
        return each;
    }

    /** Records that belong together are one batch; the last receipt stands for all. */
    private @Nullable Receipt acceptAll(FeedId feed, Exchange exchange, List<List<?>> runs) {
        Receipt last = null;
        for (List<?> run : runs) {
            Receipt receipt = acceptRun(feed, exchange, run);
            last = receipt == null ? last : receipt;
        }
        return last;
    }

    /** What is too much together may fit in halves; a record that never will is noted, and does not stop those behind it. */
    private @Nullable Receipt acceptRun(FeedId feed, Exchange exchange, List<?> run) {
        Object first = run.getFirst();
        boolean numbered = inbox.takesSnapshots(feed);
        try {
            Delivery delivery = numbered || !Records.isLine(first)
                    ? delivery(feed, exchange, Contents.ofRecord(first))
                    : delivery(feed, exchange, Content.of(Contents.lines(run)));
            return accept(
                    numbered && first instanceof Exchange one ? numbered(delivery, one.getMessage()) : delivery,
                    exchange);
        } catch (Inbox.NotAccepted e) {
            if (exchange.getProperty(ACTOR) != null || e.refusal().rule().equals("CONTRACT_EXPIRED")) {
                // What is not passed over is still there when the contract is renewed.
                throw e;
            }
            if (run.size() > 1) {
                int half = run.size() / 2;
                return acceptAll(feed, exchange, List.of(run.subList(0, half), run.subList(half, run.size())));
            }
            LOG.atError()
                    .addKeyValue("feed", feed)
                    .addKeyValue("rule", e.refusal().rule())
                    .addKeyValue("partition", header(first, KafkaConstants.PARTITION))
                    .addKeyValue("offset", header(first, KafkaConstants.OFFSET))
                    .log("a record is not taken, and passed over; it stays in its topic");
            return null;
        }
    }

    private static @Nullable Object header(Object record, String name) {
        return record instanceof Exchange exchange ? exchange.getMessage().getHeader(name) : null;
    }

    /** A record that is read again after a crash has the same number, so that an older list cannot come back as news. */
    private static Delivery numbered(Delivery delivery, Message record) {
        Object offset = record.getHeader(KafkaConstants.OFFSET);
        if (offset == null || delivery.number() != null) {
            return delivery;
        }
        String number = "kafka-" + record.getHeader(KafkaConstants.PARTITION) + "-" + offset + "-"
                + record.getHeader(KafkaConstants.TIMESTAMP);
        return new Delivery(
                delivery.feed(),
                delivery.actor(),
                delivery.name(),
                number,
                delivery.asOf(),
                delivery.control(),
                delivery.content(),
                delivery.route());
    }

    private Receipt accept(Delivery delivery, Exchange exchange) {
        if (exchange.getProperty(ACTOR) != null) {
            return inbox.accept(delivery);
        }
        try {
            return inbox.accept(delivery, new Patience(delivery.feed()));
        } catch (Inbox.NotAccepted e) {
            LOG.atWarn()
                    .addKeyValue("feed", delivery.feed())
                    .addKeyValue("rule", e.refusal().rule())
                    .log("delivery not accepted");
            throw e;
        }
    }

    /** Asks until PostgreSQL answers or the route is stopped. */
    private final class Patience implements Inbox.Asking {
        private final FeedId feed;

        Patience(FeedId feed) {
            this.feed = feed;
        }

        @Override
        public <T> T ask(Supplier<T> question) {
            long pause = 50;
            while (true) {
                try {
                    return question.get();
                } catch (Inbox.NotAccepted e) {
                    throw e;
                } catch (RuntimeException e) {
                    if (isStoppingOrStopped() || !isRunAllowed()) {
                        throw e;
                    }
                    LOG.atWarn()
                            .addKeyValue("feed", feed)
                            .addKeyValue("reason", e.getClass().getSimpleName())
                            .log("the inbox does not answer; the route waits");
                    sleep(pause, e);
                    pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
                }
            }
        }

        private static void sleep(long millis, RuntimeException reason) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw reason;
            }
        }
    }

    private static Delivery delivery(FeedId feed, Exchange exchange, Content sent) {
        Control control = exchange.getProperty(CONTROL, Control.NONE, Control.class);
        boolean nothing = control.equals(Control.NONE)
                && sent instanceof Content.Bytes bytes
                && Control.saysNothing(bytes.bytes());
        Content content = nothing ? Content.of(new byte[0]) : sent;
        return new Delivery(
                feed,
                exchange.getProperty(ACTOR, Actor.agency(feed.agency()), Actor.class),
                exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, "", String.class),
                exchange.getProperty(NUMBER, String.class),
                exchange.getProperty(AS_OF, LocalDate.class),
                nothing ? Control.NOTHING : control,
                content,
                route(exchange));
    }

    /** The route in which the exchange is, as Camel knows it; no header has a say in it. */
    private static String route(Exchange exchange) {
        String route = ExchangeHelper.getRouteId(exchange);
        return route == null ? "" : route;
    }

    /** Of several records polled together, the last of each partition stands for all before it. */
    private static void commitOffsets(Message message) {
        Map<Object, KafkaManualCommit> last = new LinkedHashMap<>();
        noteOffset(message, last);
        if (message.getBody() instanceof List<?> records) {
            for (Object record : records) {
                if (record instanceof Exchange exchange) {
                    noteOffset(exchange.getMessage(), last);
                }
            }
        }
        last.values().forEach(KafkaManualCommit::commit);
    }

    private static void noteOffset(Message record, Map<Object, KafkaManualCommit> last) {
        if (record.getHeader(KafkaConstants.MANUAL_COMMIT) instanceof KafkaManualCommit commit) {
            last.put(String.valueOf(record.getHeader(KafkaConstants.PARTITION)), commit);
        }
    }
}
