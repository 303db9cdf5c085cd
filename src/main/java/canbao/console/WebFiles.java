package canbao.console;

import canbao.crypto.Sm3;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's own files, from {@code src/main/resources/web}. */
final class WebFiles {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}\\.(html|css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, WebFile> known = new ConcurrentHashMap<>();

    /** @param tag changes when the content does */
    record WebFile(String type, Buffer bytes, String tag) {}

    /** A file by its plain name. */
    Optional<WebFile> get(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        WebFile file = known.get(name);
        if (file != null) {
            return Optional.of(file);
        }
        Optional<WebFile> read = read(name, TYPES.getOrDefault(matcher.group(1), "text/plain"));
        read.ifPresent(found -> known.put(name, found));
        return read;
    }

    /** Answers with a file, or that the browser has it already. */
    static void send(RoutingContext context, WebFile file) {
        HttpServerResponse response =
                context.response().putHeader("Cache-Control", "no-cache").putHeader("ETag", file.tag());
        if (file.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", file.type()).end(file.bytes());
        }
    }

    private static Optional<WebFile> read(String name, String type) {
        try (InputStream stream = WebFiles.class.getResourceAsStream("/web/" + name)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readAllBytes();
            return Optional.of(
                    new WebFile(type, Buffer.buffer(bytes), '"' + Sm3.hex(bytes).substring(0, 16) + '"'));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read web/" + name, e);
        }
    }
}
