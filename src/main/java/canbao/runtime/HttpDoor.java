package canbao.runtime;

import canbao.console.door.DoorBell;
import canbao.feed.Content;
import canbao.feed.HubComponent;
import canbao.feed.Inbox;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.Wording;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import canbao.routes.Routes;
import canbao.security.Verdict;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands what came by signed HTTP to the feed's {@code direct:} route; of the headers, few are taken over as properties. */
final class HttpDoor implements DoorBell {
    private volatile @Nullable Routes routes;

    void open(Routes opened) {
        routes = opened;
    }

    @Override
    public Receipt ring(FeedId feed, Actor actor, Map<String, String> headers, Content body) {
        Routes open = routes;
        if (open == null) {
            throw new IllegalStateException("the hub is still waiting for PostgreSQL or Kafka");
        }
        if (!open.has(feed.toString())) {
            throw refused(
                    new Refusal("NO_HTTP_DOOR", feed.toString(), "该数据不经 HTTP 报送 / this feed has no HTTP door"), 404);
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put(HubComponent.ACTOR, actor);
        String number = headers.get("Idempotency-Key");
        if (number != null) {
            properties.put(HubComponent.NUMBER, number);
        }
        String asOf = headers.get("X-Canbao-As-Of");
        if (asOf != null) {
            properties.put(HubComponent.AS_OF, day(asOf));
        }
        properties.put(HubComponent.CONTROL, control(headers));
        try {
            return open.call(feed.toString(), body, Map.of(), properties, Receipt.class);
        } catch (Inbox.NotAccepted e) {
            int status = switch (e.refusal().rule()) {
                case "NUMBER_REUSED" -> 409;
                case "TOO_LARGE" -> 413;
                case "CONTRACT_EXPIRED" -> 403;
                default -> 422;
            };
            throw refused(e.refusal(), status);
        }
    }

    private static Control control(Map<String, String> headers) {
        String rows = headers.get("X-Canbao-Rows");
        return new Control(
                rows == null ? null : Integer.valueOf(rows),
                headers.get("X-Canbao-Sum"),
                headers.get("X-Canbao-Digest"));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw refused(
                    new Refusal("DATE_FORMAT", "X-Canbao-As-Of", "日期写作 2024-11-01 / write a date as 2024-11-01"), 422);
        }
    }

    private static DoorBell.Refused refused(Refusal refusal, int status) {
        String[] fix = refusal.fix().split(" / ", 2);
        return new DoorBell.Refused(new Verdict.Denied(
                refusal.rule(),
                new Wording("批次未接收：" + refusal.place(), "batch not taken: " + refusal.place()),
                new Wording(fix[0], fix[fix.length - 1]),
                status));
    }
}
