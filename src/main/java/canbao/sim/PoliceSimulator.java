package canbao.sim;

import canbao.crypto.Sm3Mac;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Public security: sends its records one by one, those of one person under one key that does not tell who he is. */
public final class PoliceSimulator {
    private final BiConsumer<String, String> sender;
    private final Sm3Mac mac;
    private final AtomicInteger sent = new AtomicInteger();

    /** @param sender takes a record's key and JSON, and returns when it is safely delivered */
    public PoliceSimulator(BiConsumer<String, String> sender, byte[] secret) {
        this.sender = sender;
        this.mac = new Sm3Mac(secret);
    }

    public synchronized void send(List<String> events) {
        for (String event : events) {
            JsonObject record = new JsonObject(event);
            String certificate = record.getString("GMSFHM", record.getString("CSYXZMBH"));
            sender.accept(mac.key(certificate).toString(), event);
            sent.incrementAndGet();
        }
    }

    /** How many records were delivered. */
    public int sent() {
        return sent.get();
    }
}
