package canbao.runtime.door;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.routes.RouteFile;
import canbao.security.AgencyKeys;
import canbao.security.AgencyKeys.Agency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether routes take only what belongs to the agency whose feed they fill, as {@code agencies.yaml} says. */
public final class DoorOwners {
    private static final String HUB = "hub:";

    private DoorOwners() {}

    /** Adds a problem for each route that takes another agency's table, or from a box into which nobody can put anything. */
    public static void check(List<RouteFile> routes, AgencyKeys agencies, Problems problems) {
        for (RouteFile route : routes) {
            String from = route.from().uri();
            if (from.startsWith("table:")) {
                checkTable(route, agencies.agencies(), problems);
            } else if (from.startsWith("sftp-drop:")) {
                checkBox(route, agencies.agencies(), problems);
            }
        }
    }

    /** The feeds that have a door. */
    public static Set<FeedId> feeds(List<RouteFile> routes) {
        return routes.stream()
                .map(route -> route.to().uri())
                .filter(to -> to.startsWith(HUB))
                .map(to -> FeedId.of(to.substring(HUB.length())))
                .collect(Collectors.toSet());
    }

    private static void checkTable(RouteFile route, List<Agency> agencies, Problems problems) {
        String table = route.from().parameters().getOrDefault("table", "").toLowerCase(Locale.ROOT);
        String owner = agency(route);
        for (Agency agency : agencies) {
            boolean names = agency.doors().tables().contains(table);
            if (names && !agency.id().equals(owner)) {
                problems.add(new Problem(
                        route.file(),
                        "table",
                        "the table " + table + " belongs to " + agency.id(),
                        "take " + owner + "'s own table, or correct doors: tables: in agencies.yaml"));
            } else if (!names
                    && agency.id().equals(owner)
                    && !agency.doors().tables().isEmpty()) {
                problems.add(new Problem(
                        route.file(),
                        "table",
                        "the table " + table + " is not among those of " + owner,
                        "use one of " + agency.doors().tables() + ", or add it to agencies.yaml"));
            }
        }
    }

    private static void checkBox(RouteFile route, List<Agency> agencies, Problems problems) {
        String owner = agency(route);
        String feed = route.to().uri().substring(route.to().uri().indexOf('/') + 1);
        Optional<Agency> agency = agencies.stream()
                .filter(each -> each.id().equals(owner) && each.doors().sftp().isPresent())
                .filter(each -> each.feeds().contains(feed))
                .findFirst();
        if (agency.isEmpty()) {
            problems.add(new Problem(
                    route.file(),
                    "feed",
                    "nobody can put files for " + owner + "/" + feed + " on the SFTP server",
                    "give " + owner + " the feed and doors: sftp: in agencies.yaml"));
        }
    }

    private static String agency(RouteFile route) {
        String to = route.to().uri();
        int slash = to.indexOf('/');
        return to.startsWith(HUB) && slash > 0 ? to.substring(HUB.length(), slash) : "";
    }
}
