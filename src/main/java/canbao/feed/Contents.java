package canbao.feed;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** What a route's message carries, as a batch's bytes: a file or a stream is read when the inbox reads it, and not before. */
final class Contents {
    private Contents() {}

    static Content of(Message message) {
        Object body = message.getBody();
        if (body instanceof List<?> records) {
            return Content.of(lines(records));
        }
        return of(body, message);
    }

    /** One of several records polled together. */
    static Content ofRecord(Object record) {
        return record instanceof Exchange exchange ? of(exchange.getMessage()) : Content.of(text(record));
    }

    private static Content of(@Nullable Object body, Message message) {
        return switch (body) {
            case null -> Content.of(new byte[0]);
            case Content content -> content;
            case byte[] bytes -> Content.of(bytes);
            case Buffer buffer -> Content.of(buffer.getBytes());
            case Path path -> Content.of(path);
            case File file -> Content.of(file.toPath());
            case InputStream stream -> () -> stream;
            case String text -> Content.of(text(text));
            case WrappedFile<?> file -> file(file, message);
            default -> Content.of(converted(message));
        };
    }

    private static Content file(WrappedFile<?> file, Message message) {
        if (file.getFile() instanceof File local) {
            return Content.of(local.toPath());
        }
        return file.getBody() == null ? Content.of(converted(message)) : of(file.getBody(), message);
    }

    private static byte[] converted(Message message) {
        byte[] bytes = message.getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalArgumentException("a route ends with a "
                    + message.getBody().getClass().getName() + ", which is no file, stream or bytes");
        }
        return bytes;
    }

    /** Records of a feed of changes, as one batch of lines. */
    static byte[] lines(List<?> records) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Object record : records) {
            Object body =
                    record instanceof Exchange exchange ? exchange.getMessage().getBody() : record;
            lines.writeBytes(body instanceof byte[] raw ? raw : text(body));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static byte[] text(@Nullable Object body) {
        return String.valueOf(body).getBytes(StandardCharsets.UTF_8);
    }
}
