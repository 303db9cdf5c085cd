package canbao.routes;

import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a route file may say. A route moves bytes from one door to one place: {@code from} an allowed scheme with allowed
 * options, then {@code to} an allowed scheme. No expression, bean, script, header or class reference passes, because
 * whoever may write those owns the process. An allow-list, never a deny-list.
 */
public final class RouteFence {
    private static final Map<String, Set<String>> FROM = Map.of(
            "sftp",
                    Set.of(
                            "username",
                            "password",
                            "privateKeyFile",
                            "knownHostsFile",
                            "strictHostKeyChecking",
                            "useUserKnownHostsFile",
                            "include",
                            "delay",
                            "initialDelay",
                            "move",
                            "moveFailed",
                            "readLock",
                            "readLockCheckInterval",
                            "readLockTimeout",
                            "stepwise",
                            "connectTimeout",
                            "soTimeout",
                            "maximumReconnectAttempts",
                            "reconnectDelay",
                            "maxMessagesPerPoll",
                            "sortBy",
                            "autoCreate",
                            "throwExceptionOnConnectFailed",
                            "passiveMode",
                            "disconnect",
                            "preferredAuthentications",
                            "binary",
                            "streamDownload"),
            "file",
                    Set.of(
                            "include",
                            "delay",
                            "initialDelay",
                            "move",
                            "moveFailed",
                            "readLock",
                            "readLockCheckInterval",
                            "readLockTimeout",
                            "sortBy",
                            "autoCreate",
                            "maxMessagesPerPoll"),
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
                            "reconnectBackoffMaxMs"),
            "direct", Set.of());
    private static final Map<String, Set<String>> TO = Map.of(
            "hub", Set.of(),
            "http", Set.of("httpMethod", "connectTimeout", "responseTimeout", "soTimeout", "connectionTimeToLive"),
            "https", Set.of("httpMethod", "connectTimeout", "responseTimeout", "soTimeout", "connectionTimeToLive"));
    private static final List<String> FORBIDDEN = List.of("${", "$simple{", "#class", "#bean", "#type", "RAW(");

    /** A placeholder that is more than a name may call a function: the environment, a bean. */
    private static final Pattern NO_PLAIN_NAME = Pattern.compile("\\{\\{(?![a-z0-9.-]+}})");

    private RouteFence() {}

    /** Checks a route file; everything outside the fence becomes a problem. */
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
        String fromUri = from.text("uri");
        checkEndpoint(from, fromUri, FROM);
        List<YamlNode> steps = from.children("steps");
        from.done();
        if (steps.size() != 1) {
            from.problem("steps", "a route has exactly one step, to: where the bytes go", "move rules to the contract");
            return RouteFile.NONE;
        }
        YamlNode to = steps.getFirst().child("to");
        steps.getFirst().done();
        String toUri = to.text("uri");
        checkEndpoint(to, toUri, TO);
        to.done();
        return new RouteFile(name, id, fromUri, toUri);
    }

    private static void checkEndpoint(YamlNode node, String uri, Map<String, Set<String>> allowed) {
        forbidden(node, "uri", uri);
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        Set<String> options = allowed.get(scheme);
        if (options == null) {
            node.problem(
                    "uri",
                    "scheme '" + scheme + "' is not allowed here",
                    "use one of " + new TreeMap<>(allowed).keySet());
            return;
        }
        if (uri.contains("?")) {
            node.problem("uri", "options stand under parameters", "move what follows ? to parameters:");
        }
        if (node.has("parameters")) {
            YamlNode parameters = node.child("parameters");
            for (String option : parameters.keys()) {
                forbidden(parameters, option, parameters.text(option));
                if (!options.contains(option)) {
                    parameters.problem(
                            option,
                            "option not allowed for " + scheme,
                            "allowed: " + options.stream().sorted().toList());
                }
            }
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
}
