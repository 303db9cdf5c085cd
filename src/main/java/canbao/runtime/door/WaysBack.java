package canbao.runtime.door;

import canbao.feed.receipt.back.Letter;
import canbao.feed.receipt.back.WayBack;
import canbao.io.kafka.Kafka;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.routes.RouteFile;
import canbao.routes.door.DoorOptions;
import canbao.routes.files.ReceiptShelf;
import canbao.routes.pull.PullReturn;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * How receipts go back through each route: into a folder, to an address, to a topic. Through HTTP push they are the answer
 * and are asked for; exchange tables have columns for them.
 */
public final class WaysBack {
    private final DoorSettings settings;
    private final Properties values;
    private final Function<String, Kafka> clusters;

    private WaysBack(DoorSettings settings, Properties values, Function<String, Kafka> clusters) {
        this.settings = settings;
        this.values = values;
        this.clusters = clusters;
    }

    /**
     * The ways of all routes that have one, by the routes' names. Nothing is connected to yet.
     *
     * @param values {@code hub.yaml}'s {@code routes:}
     * @param clusters the Kafka cluster at an address
     */
    public static Map<String, WayBack> of(
            List<RouteFile> routes,
            DoorSettings settings,
            Properties values,
            Function<String, Kafka> clusters,
            Problems problems) {
        WaysBack all = new WaysBack(settings, values, clusters);
        Map<String, WayBack> ways = new HashMap<>();
        for (RouteFile route : routes) {
            try {
                all.way(route).ifPresent(way -> ways.put(route.id(), way));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(
                        route.file(),
                        "receipts",
                        String.valueOf(e.getMessage()),
                        "correct the route, or the name in hub.yaml"));
            }
        }
        return ways;
    }

    /** Adds a problem for each route whose way back is wrongly written. */
    public static void check(List<RouteFile> routes, DoorSettings settings, Properties values, Problems problems) {
        of(
                routes,
                settings,
                values,
                servers -> {
                    throw new IllegalStateException("routes are only checked");
                },
                problems);
    }

    private Optional<WayBack> way(RouteFile route) {
        String uri = route.from().uri();
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        DoorOptions options =
                new DoorOptions(uri.substring(colon + 1), route.from().parameters(), values);
        return switch (scheme) {
            case "folder" -> ReceiptShelf.folder(options).map(WaysBack::shelf);
            case "sftp-fetch" -> ReceiptShelf.fetched(options).map(WaysBack::shelf);
            case "sftp-drop" ->
                settings.sftp()
                        .map(sftp -> shelf(ReceiptShelf.dropped(
                                sftp.folder(), options.feed().agency())));
            case "http-pull" -> PullReturn.of(options).map(WaysBack::posted);
            case "kafka" -> ReplyTopic.of(options, clusters);
            default -> Optional.empty();
        };
    }

    private static WayBack shelf(ReceiptShelf shelf) {
        return new WayBack() {
            @Override
            public void send(Letter letter) throws IOException {
                shelf.put(letter.batch(), letter.name(), letter.content().ending(), letter.writing()::to);
            }

            @Override
            public void rest() {
                shelf.rest();
            }
        };
    }

    /** Whoever takes JSON has no use for the workbook. */
    private static WayBack posted(PullReturn address) {
        return letter -> {
            if (letter.content() != Letter.Content.SHEET) {
                address.post(letter.writing()::to);
            }
        };
    }
}
