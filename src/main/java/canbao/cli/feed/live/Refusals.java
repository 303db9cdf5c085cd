package canbao.cli.feed.live;

import canbao.cli.feed.live.Check.Outcome;
import canbao.cli.feed.live.LiveDoor.Answer;
import canbao.cli.feed.live.LiveDoor.Call;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;

/** What a door must refuse. Nothing of this is ever stored by a door that conforms. */
final class Refusals {
    private static final byte[] BODY = "{\"canbao\":\"conformance\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "{\"canbao\":\"Conformance\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final Duration OLD = Duration.ofMinutes(10);
    /** More than any hub takes; no byte of it is sent. */
    private static final long TOO_MANY = 1L << 40;

    private final LiveDoor door;
    private final String feed;

    Refusals(LiveDoor door, String feed) {
        this.door = door;
        this.feed = feed;
    }

    /** Sends something that is to be refused. */
    private interface Attempt {
        Answer send() throws NoAnswer;
    }

    List<Check> all() {
        Call call = Call.post("/feeds/" + feed, Map.of("Content-Type", "application/x-ndjson"), BODY);
        RequestKey stranger =
                RequestKey.Shared.of(door.key().id(), UUID.randomUUID().toString());
        RequestKey unknown = RequestKey.Shared.of("no-such-key-" + UUID.randomUUID(), stranger.toString());
        String old = Long.toString(door.clock().millis() - OLD.toMillis());
        Call foreign = Call.post("/feeds/somebody-else/feed", call.headers(), BODY);
        return List.of(
                refused(
                        "altered-body",
                        "改动过的正文被拒 / an altered body is refused",
                        "DIGEST_MISMATCH",
                        () -> door.send(call.carrying(OTHER))),
                refused(
                        "wrong-key",
                        "别的密钥的签名被拒 / another key's signature is refused",
                        "WRONG_SIGNATURE",
                        () -> door.send(call, stranger, false)),
                refused(
                        "unknown-key",
                        "未登记的密钥编号被拒 / an unknown key id is refused",
                        "UNKNOWN_KEY",
                        () -> door.send(call, unknown, false)),
                refused(
                        "old-timestamp",
                        "过时的时间戳被拒 / an old timestamp is refused",
                        "OLD_TIMESTAMP",
                        () -> door.send(call.with("X-Canbao-Timestamp", old))),
                refused("replayed-nonce", "重放的请求被拒 / a replayed nonce is refused", "REUSED_NONCE", this::replayed),
                refused(
                        "foreign-feed",
                        "别的机构的数据门不可用 / another agency's feed is refused",
                        "FOREIGN_FEED",
                        () -> door.send(foreign)),
                refused(
                        "oversize",
                        "过大的正文在传之前被拒 / a body that is too large is refused before it is sent",
                        "TOO_LARGE",
                        () -> door.send(
                                new Call("POST", call.path(), call.headers(), call.digest(), never()),
                                door.key(),
                                true)));
    }

    /** A question for a batch that never was, twice under one nonce: only the second is a replay. */
    private Answer replayed() throws NoAnswer {
        Call question = Call.get("/feeds/" + feed + "/batches/999999999999999")
                .with("X-Canbao-Nonce", UUID.randomUUID().toString());
        Answer first = door.send(question);
        return first.rule().equals("NO_SUCH_BATCH") ? door.send(question) : first;
    }

    private static Check refused(String id, String about, String rule, Attempt attempt) {
        try {
            Answer answer = attempt.send();
            boolean right = answer.rule().equals(rule) && answer.status() >= 400 && answer.status() < 500;
            return new Check(id, about, right ? Outcome.YES : Outcome.NO, answer.status() + " " + answer.rule());
        } catch (NoAnswer e) {
            return new Check(id, about, Outcome.NO, String.valueOf(e.getMessage()));
        }
    }

    private static BodyPublisher never() {
        Flow.Publisher<java.nio.ByteBuffer> nothing = subscriber -> {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    subscriber.onError(new IOException("the hub asked for a body that is too large"));
                }

                @Override
                public void cancel() {
                    // Nothing was begun.
                }
            });
        };
        return BodyPublishers.fromPublisher(nothing, TOO_MANY);
    }
}
