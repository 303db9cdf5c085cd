package canbao.runtime.door;

import canbao.feed.receipt.back.Letter;
import canbao.feed.receipt.back.WayBack;
import canbao.io.kafka.Kafka;
import canbao.io.kafka.TopicWriter;
import canbao.routes.door.DoorOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A topic in the agency's Kafka cluster for its receipts, keyed {@code <feed>/<batch>}. A second receipt that is larger than a
 * record may be is sent without its list of rejected rows, which is in its digest all the same.
 */
final class ReplyTopic implements WayBack {
    private static final String NONE = "none";
    /** A broker takes records of 1 MiB unless it is told otherwise. */
    private static final int LARGEST = 900_000;

    private final Function<String, Kafka> clusters;
    private final String servers;
    private final String topic;
    private @Nullable TopicWriter writer;

    private ReplyTopic(Function<String, Kafka> clusters, String servers, String topic) {
        this.clusters = clusters;
        this.servers = servers;
        this.topic = topic;
    }

    /** Empty when the route names no topic for replies. */
    static Optional<WayBack> of(DoorOptions options, Function<String, Kafka> clusters) {
        String replies = options.text("replies", NONE);
        if (replies.equals(NONE)) {
            return Optional.empty();
        }
        String topic = setting(options, replies);
        return Optional.of(new ReplyTopic(clusters, setting(options, plain(options.text("brokers"))), topic));
    }

    @Override
    public void send(Letter letter) throws IOException {
        if (letter.content() == Letter.Content.SHEET) {
            return;
        }
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        letter.writing().to(document);
        String text = document.toString(StandardCharsets.UTF_8);
        String key = letter.feed() + "/" + letter.batch();
        try {
            opened().write(key, document.size() > LARGEST ? withoutList(text) : text);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        TopicWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    private TopicWriter opened() {
        TopicWriter open = writer;
        if (open == null) {
            open = new TopicWriter(clusters.apply(servers), topic, 1);
            writer = open;
        }
        return open;
    }

    private static String withoutList(String document) {
        return document.substring(0, document.indexOf(",\n  \"rejections\": [")) + "\n}\n";
    }

    private static String plain(String placeholder) {
        return placeholder.replace("{{", "").replace("}}", "");
    }

    private static String setting(DoorOptions options, String name) {
        String value = options.settings().getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("hub.yaml has no " + name + " under routes: add " + name + ": …");
        }
        return value;
    }
}
