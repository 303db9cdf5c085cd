package canbao.routes.pull;

import canbao.crypto.Sm3;
import canbao.model.batch.Control;
import canbao.routes.door.Door;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.routes.pull.PulledStore.Pulled;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an agency's address for everything, page by page where it has pages, and hands it over as one batch if it is not what
 * it was. Redirects are not followed: an answer must not choose where we sign in next. Whatever is too long is not taken at all.
 */
final class PullDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(PullDoor.class);
    private static final int LONGEST_CURSOR = 1_000;

    private final PullTarget target;
    private final String place;
    private final Supplier<PulledStore> store;
    private final Runnable unchanged;
    private @Nullable HttpClient client;

    PullDoor(PullTarget target, String place, Supplier<PulledStore> store, Runnable unchanged) {
        this.target = target;
        this.place = place;
        this.store = store;
        this.unchanged = unchanged;
    }

    /** What an address answered; null bytes: nothing new. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(byte @Nullable [] bytes, String etag, String lastModified) {}

    @Override
    public void look(HandOver hub) {
        PulledStore pulled = store.get();
        Pulled last = pulled.last(place);
        Answer answer = target.pages().areNone() ? whole(last) : allPages();
        byte[] bytes = answer.bytes();
        if (bytes == null) {
            unchanged.run();
            return;
        }
        if (bytes.length == 0) {
            return;
        }
        byte[] digest = Sm3.digest(bytes);
        Pulled now = new Pulled(answer.etag(), answer.lastModified(), digest);
        // That there is nothing to report is news each time.
        if (!last.isOf(digest) || Control.saysNothing(bytes)) {
            HandOver.Handed handed = hub.deliver(Parcel.of(bytes));
            if (handed instanceof HandOver.Refused refused) {
                throw new IllegalStateException("what " + target.address().getHost() + " answered is refused: "
                        + refused.refusal().rule() + " at " + refused.refusal().place() + ": "
                        + refused.refusal().fix());
            }
        } else {
            unchanged.run();
        }
        pulled.keep(place, now);
    }

    @Override
    public void close() {
        HttpClient open = client;
        client = null;
        if (open != null) {
            open.shutdownNow();
        }
    }

    private Answer whole(Pulled last) {
        HttpRequest.Builder request = target.request("");
        if (!last.etag().isEmpty()) {
            request.header("If-None-Match", last.etag());
        }
        if (!last.lastModified().isEmpty()) {
            request.header("If-Modified-Since", last.lastModified());
        }
        return ask(request, target.limits().bytes());
    }

    /** The marks of one page say nothing of the others, so that only the bytes tell whether there is news. */
    private Answer allPages() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String page = target.pages().kind().equals("number") ? "1" : "";
        for (int n = 1; n <= target.limits().pages(); n++) {
            Answer answer = ask(target.request(page), target.limits().bytes() - lines.size());
            byte[] bytes = answer.bytes();
            if (bytes == null) {
                throw trouble("answered 304 to a question without condition");
            }
            Object json = json(bytes);
            JsonArray items = items(json);
            items.forEach(item -> {
                lines.writeBytes(Json.encode(item).getBytes(StandardCharsets.UTF_8));
                lines.write('\n');
            });
            if (lines.size() > target.limits().bytes()) {
                throw tooLong();
            }
            String next = next(json, items, n, page);
            if (next.isEmpty()) {
                return new Answer(lines.toByteArray(), "", "");
            }
            page = next;
        }
        throw trouble("has more than " + target.limits().pages() + " pages: raise maxPages");
    }

    /** The next page's number or cursor, or an empty text after the last. */
    private String next(Object json, JsonArray items, int n, String page) {
        if (target.pages().kind().equals("number")) {
            return items.isEmpty() ? "" : String.valueOf(n + 1);
        }
        Object cursor = json instanceof JsonObject object
                ? object.getValue(target.pages().cursor())
                : null;
        String next = cursor == null ? "" : String.valueOf(cursor);
        if (next.length() > LONGEST_CURSOR || (!next.isEmpty() && next.equals(page))) {
            throw trouble("gives a cursor that is too long, or the same again");
        }
        return next;
    }

    private JsonArray items(Object json) {
        if (json instanceof JsonArray list) {
            return list;
        }
        if (json instanceof JsonObject object && object.getValue(target.pages().items()) instanceof JsonArray list) {
            return list;
        }
        throw trouble("answers neither a list nor an object with a list "
                + target.pages().items());
    }

    private Object json(byte[] bytes) {
        try {
            Object json = Json.decodeValue(new String(bytes, StandardCharsets.UTF_8));
            return json == null ? new JsonArray() : json;
        } catch (DecodeException e) {
            // Its text would quote what stands there.
            throw trouble("answers no JSON, and only JSON has pages");
        }
    }

    private Answer ask(HttpRequest.Builder request, long mostBytes) {
        try {
            HttpResponse<InputStream> response =
                    open().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                byte[] bytes = bytes(response.body(), mostBytes);
                return new Answer(bytes, header(response, "ETag"), header(response, "Last-Modified"));
            }
            response.body().close();
            if (response.statusCode() == 304) {
                return new Answer(null, "", "");
            }
            throw trouble("answers " + response.statusCode()
                    + (response.statusCode() / 100 == 3 ? ", and redirects are not followed" : ""));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the address at " + target.address().getHost() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while asking", e);
        }
    }

    /** The request's own time limit ends with the answer's head; its body could trickle in for ever. */
    private byte[] bytes(InputStream body, long mostBytes) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> guard = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    quietly(body);
                },
                CompletableFuture.delayedExecutor(target.limits().timeout().toMillis(), TimeUnit.MILLISECONDS));
        try (body) {
            byte[] bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes + 1));
            if (late.get()) {
                throw new IOException("the answer took too long");
            }
            if (bytes.length > mostBytes) {
                throw tooLong();
            }
            return bytes;
        } finally {
            guard.cancel(false);
        }
    }

    private static void quietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("an answer that took too long did not close");
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        String value = response.headers().firstValue(name).orElse("");
        return value.length() > 500 ? "" : value;
    }

    private HttpClient open() {
        HttpClient open = client;
        if (open == null) {
            open = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            client = open;
        }
        return open;
    }

    private IllegalStateException tooLong() {
        return trouble("answers more than " + target.limits().bytes() + " bytes: raise maxBytes, or use pages");
    }

    private IllegalStateException trouble(String what) {
        return new IllegalStateException("the address at " + target.address().getHost() + " " + what);
    }
}
