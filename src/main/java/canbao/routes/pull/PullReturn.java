package canbao.routes.pull;

import canbao.routes.door.DoorOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** An address of an agency that we ask, to which receipts are posted as JSON. Redirects are not followed. */
public final class PullReturn {
    private static final String NONE = "/";

    private final PullTarget target;
    private final String path;

    private PullReturn(PullTarget target, String path) {
        this.target = target;
        this.path = path;
    }

    /** Writes a document to its end. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** {@code http-pull:<server>?receipts=/api/receipts}; empty when the route names no such path. */
    public static Optional<PullReturn> of(DoorOptions options) {
        String path = options.text("receipts", NONE);
        return path.equals(NONE) ? Optional.empty() : Optional.of(new PullReturn(PullTarget.of(options), path));
    }

    /** Returns when the server has answered 2xx. */
    public void post(Writing writing) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        writing.to(document);
        HttpRequest request = target.posting(path, document.toByteArray());
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(
                        "the address at " + target.address().getHost() + " answers " + answer.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while posting a receipt", e);
        }
    }
}
