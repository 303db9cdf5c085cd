package canbao.cli.feed.live;

import canbao.cli.feed.live.LiveDoor.Answer;
import canbao.cli.feed.live.LiveDoor.Call;
import canbao.crypto.Sm3Stream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sends one file, again where that is safe: nothing was sent, the hub said that it stored nothing, or the batch has a number,
 * under which it is stored once. Without a number a batch that got no answer is not sent again: a newer one may have come
 * in between.
 */
final class Upload {
    private static final int ATTEMPTS = 5;
    private static final int HEAD_FIRST = 1 << 20;
    private static final Set<String> NOT_STORED = Set.of("BUSY", "TOO_SLOW", "CUT_OFF");
    private static final String UNAVAILABLE = "UNAVAILABLE";
    private static final int PROXY_TROUBLE = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final LiveDoor door;
    private final Duration firstPause;
    private final Consumer<String> progress;

    Upload(LiveDoor door, Duration firstPause, Consumer<String> progress) {
        this.door = door;
        this.firstPause = firstPause;
        this.progress = progress;
    }

    /** The hub's last answer; {@link NoAnswer} when there was none. */
    Answer send(String feed, Path file, Map<String, String> headers) throws IOException {
        boolean numbered = headers.containsKey("Idempotency-Key");
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", "application/octet-stream");
        Call call = new Call("POST", "/feeds/" + feed, all, digest(file), BodyPublishers.ofFile(file));
        boolean headFirst = Files.size(file) > HEAD_FIRST;
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = door.send(call, door.key(), headFirst);
                if (attempt == ATTEMPTS || !mayRepeat(answer, numbered)) {
                    return answer;
                }
                progress.accept("枢纽稍后再收 / the hub asks to wait: " + answer.status() + " " + answer.rule());
            } catch (NoAnswer e) {
                if (attempt == ATTEMPTS || !(numbered || e.nothingSent())) {
                    throw e;
                }
                progress.accept("没有答复，重试 / no answer, trying again: " + e.getMessage());
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private static boolean mayRepeat(Answer answer, boolean numbered) {
        boolean doubtful = answer.rule().equals(UNAVAILABLE)
                || answer.status() == PROXY_TROUBLE
                || answer.status() == GATEWAY_TIMEOUT;
        return NOT_STORED.contains(answer.rule()) || (numbered && doubtful);
    }

    private static String digest(Path file) throws IOException {
        Sm3Stream digest = new Sm3Stream();
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                digest.update(piece, 0, n);
            }
        }
        return digest.hex();
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the hub", e);
        }
    }
}
