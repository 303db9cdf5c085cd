package canbao.sim.sms;

import canbao.sms.cmpp.CmppMessage.Deliver;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Status reports and replies that the client has not acknowledged; kept over its reconnects. One event loop. */
final class ReportBox {
    private final Map<Long, Deliver> waiting = new LinkedHashMap<>();

    void add(Deliver deliver) {
        waiting.put(deliver.messageId(), deliver);
    }

    void acknowledged(long messageId) {
        waiting.remove(messageId);
    }

    List<Deliver> waiting() {
        return List.copyOf(waiting.values());
    }

    static Deliver report(long deliverId, String serviceNumber, String phone, Buffer content) {
        return new Deliver(deliverId, serviceNumber, "", false, 0, phone, true, content);
    }
}
