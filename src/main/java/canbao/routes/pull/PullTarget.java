package canbao.routes.pull;

import canbao.routes.door.DoorOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked, where, and as whom. The host comes from {@code hub.yaml}, the path from the route, and nothing of either from
 * an answer.
 *
 * @param login the header by which we sign in, name and value
 */
record PullTarget(URI address, Optional<Map.Entry<String, String>> login, Pages pages, Limits limits) {
    private static final Pattern SERVER =
            Pattern.compile("https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+|/");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    /**
     * How the address gives its rows.
     *
     * @param kind {@code none}, {@code number} or {@code cursor}
     * @param parameter the query parameter of the page's number or cursor
     * @param cursor the answer's field with the next cursor
     * @param items the answer's field with the rows, unless it is a list itself
     */
    record Pages(String kind, String parameter, String cursor, String items) {
        boolean areNone() {
            return kind.equals("none");
        }
    }

    /** Above these nothing is taken at all: half a list would look like withdrawals. */
    record Limits(long bytes, int pages, Duration timeout) {}

    static PullTarget of(DoorOptions options) {
        String server = options.setting();
        if (!SERVER.matcher(server).matches()) {
            throw new IllegalArgumentException(
                    "hub.yaml routes: " + options.place() + " must be https://host or https://host:port");
        }
        String path = options.text("path");
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("path must be a path such as /api/rows, without query");
        }
        Pages pages = new Pages(
                options.oneOf("pages", List.of("none", "number", "cursor"), "none"),
                word(options, "pageParameter", "page"),
                word(options, "cursorField", "next"),
                word(options, "itemsField", "items"));
        Limits limits = new Limits(
                options.number("maxBytes", 1, 2L << 30, 200_000_000),
                (int) options.number("maxPages", 1, 100_000, 1_000),
                options.duration("timeout", Duration.ofMinutes(1)));
        return new PullTarget(URI.create(server + path), login(options), pages, limits);
    }

    /** @param page the page's number or cursor, or an empty text for the address itself */
    HttpRequest.Builder request(String page) {
        URI uri = page.isEmpty()
                ? address
                : URI.create(address + "?" + pages.parameter() + "=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(limits.timeout()).GET();
        login.ifPresent(header -> request.header(header.getKey(), header.getValue()));
        return request;
    }

    /** A document for another path of the same server, as the same login. */
    HttpRequest posting(String path, byte[] json) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("receipts must be a path such as /api/receipts, without query");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(limits.timeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        login.ifPresent(header -> request.header(header.getKey(), header.getValue()));
        return request.build();
    }

    private static Optional<Map.Entry<String, String>> login(DoorOptions options) {
        return switch (options.oneOf("login", List.of("none", "bearer", "basic", "header"), "none")) {
            case "bearer" -> Optional.of(Map.entry("Authorization", "Bearer " + options.setting(".password")));
            case "basic" -> {
                String both = options.setting(".user") + ":" + options.setting(".password");
                yield Optional.of(Map.entry(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8))));
            }
            case "header" -> Optional.of(Map.entry(word(options, "header", "X-Api-Key"), options.setting(".password")));
            default -> Optional.empty();
        };
    }

    private static String word(DoorOptions options, String option, String otherwise) {
        String value = options.text(option, otherwise);
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(option + " must be one word, not " + value);
        }
        return value;
    }

    @Override
    public String toString() {
        return "PullTarget[" + address + "]";
    }
}
