package canbao.routes;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a route may say, whether written out or made from a template. A route moves bytes from one door to one place: {@code
 * from} an allowed scheme with allowed options, then {@code to} an allowed scheme. No expression, bean, script, header or
 * class reference passes, because whoever may write those owns the process. An allow-list, never a deny-list.
 */
public final class RouteFence {
    private static final Set<String> FILES =
            Set.of("feed", "every", "include", "exclude", "settle", "ready", "maxBytes");
    private static final Set<String> HTTP =
            Set.of("httpMethod", "connectTimeout", "responseTimeout", "soTimeout", "connectionTimeToLive");
    private static final Map<String, Set<String>> FROM = Map.of(
            "folder", and(FILES, "receipts"),
            "sftp-drop", FILES,
            "sftp-fetch", and(FILES, "folder", "login", "receipts"),
            "http-pull",
                    Set.of(
                            "feed",
                            "every",
                            "path",
                            "login",
                            "header",
                            "pages",
                            "pageParameter",
                            "cursorField",
                            "itemsField",
                            "maxPages",
                            "maxBytes",
                            "timeout",
                            "receipts"),
            "table",
                    Set.of(
                            "feed", "every", "shape", "table", "columns", "key", "status", "error", "batch", "updated",
                            "rows", "overlap"),
            "kafka",
                    Set.of(
                            "brokers",
                            "groupId",
                            "groupInstanceId",
                            "autoOffsetReset",
                            "autoCommitEnable",
                            "allowManualCommit",
                            "batching",
                            "batchingIntervalMs",
                            "maxPollRecords",
                            "pollTimeoutMs",
                            "breakOnFirstError",
                            "consumersCount",
                            "valueDeserializer",
                            "keyDeserializer",
                            "sessionTimeoutMs",
                            "metadataMaxAgeMs",
                            "reconnectBackoffMaxMs",
                            RouteFile.REPLIES),
            "direct", Set.of());
    private static final Map<String, Set<String>> TO = Map.of("hub", Set.of(), "http", HTTP, "https", HTTP);
    private static final List<String> FORBIDDEN = List.of("${", "$simple{", "#class", "#bean", "#type", "RAW(");

    /** A placeholder that is more than a name may call a function: the environment, a bean. */
    private static final Pattern NO_PLAIN_NAME = Pattern.compile("\\{\\{(?![a-z0-9.-]+}})");

    private RouteFence() {}

    /** Checks a route that is written out; everything outside the fence becomes a problem. */
    public static RouteFile check(String yaml, String name, Problems problems) {
        List<YamlNode> items = YamlNode.parseList(yaml, name, problems);
        if (items.size() != 1) {
            problems.add(new Problem(name, "1", "a route file holds exactly one route", "one file per route"));
            return RouteFile.NONE;
        }
        YamlNode route = items.getFirst().child("route");
        items.getFirst().done();
        String id = route.text("id");
        route.text("description", "");
        YamlNode from = route.child("from");
        route.done();
        RouteEnd start = end(from, "steps");
        List<YamlNode> steps = from.children("steps");
        from.done();
        checkEnd(from, start, FROM);
        if (steps.size() != 1) {
            from.problem("steps", "a route has exactly one step, to: where the bytes go", "move rules to the contract");
            return RouteFile.NONE;
        }
        YamlNode to = steps.getFirst().child("to");
        steps.getFirst().done();
        RouteEnd finish = end(to);
        checkEnd(to, finish, TO);
        checkFeed(from, start, finish);
        return new RouteFile(name, id, start, finish);
    }

    /** Checks both ends of a route that a template made; problems are told at the place that gave the values. */
    static void check(YamlNode at, RouteEnd from, RouteEnd to) {
        checkEnd(at, from, FROM);
        checkEnd(at, to, TO);
        checkFeed(at, from, to);
    }

    /** Reads {@code uri} and {@code parameters}, beside which only the given keys may stand. */
    static RouteEnd end(YamlNode node, String... beside) {
        String uri = node.text("uri");
        Map<String, String> parameters = new LinkedHashMap<>();
        if (node.has("parameters")) {
            YamlNode options = node.child("parameters");
            options.keys().forEach(option -> parameters.put(option, options.text(option)));
        }
        if (beside.length == 0) {
            node.done();
        }
        return new RouteEnd(uri, parameters);
    }

    private static void checkEnd(YamlNode node, RouteEnd end, Map<String, Set<String>> allowed) {
        forbidden(node, "uri", end.uri());
        int colon = end.uri().indexOf(':');
        String scheme = colon < 0 ? "" : end.uri().substring(0, colon).toLowerCase(Locale.ROOT);
        Set<String> options = allowed.get(scheme);
        if (options == null) {
            node.problem(
                    "uri",
                    "scheme '" + scheme + "' is not allowed here",
                    "use one of " + new TreeMap<>(allowed).keySet());
            return;
        }
        if (end.uri().contains("?")) {
            node.problem("uri", "options stand under parameters", "move what follows ? to parameters:");
        }
        end.parameters().forEach((option, value) -> {
            forbidden(node, "parameters." + option, value);
            if (!options.contains(option)) {
                node.problem(
                        "parameters." + option,
                        "option not allowed for " + scheme,
                        "allowed: " + new TreeSet<>(options));
            }
        });
    }

    /** A door that is told its feed must be told the one at the route's end. */
    private static void checkFeed(YamlNode node, RouteEnd from, RouteEnd to) {
        String feed = from.parameters().get("feed");
        if (feed != null && !to.uri().equals("hub:" + feed)) {
            node.problem("parameters.feed", "the feed " + feed + " is not where the route ends", "write " + to.uri());
        }
    }

    private static void forbidden(YamlNode node, String key, String value) {
        if (NO_PLAIN_NAME.matcher(value).find()) {
            node.problem(key, "a placeholder with more than a name is not allowed", "write {{name}} from hub.yaml");
        }
        for (String text : FORBIDDEN) {
            if (value.contains(text)) {
                node.problem(
                        key,
                        "'" + text + "' is not allowed in a route",
                        "write a plain value or {{name}} from hub.yaml");
            }
        }
    }

    private static Set<String> and(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
