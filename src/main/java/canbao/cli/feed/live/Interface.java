package canbao.cli.feed.live;

import canbao.cli.feed.live.Check.Outcome;
import canbao.cli.feed.live.LiveDoor.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a hub says of itself: its OpenAPI document, and the TLS version of its connection. */
final class Interface {
    private static final Set<String> TLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final String ABOUT_DOCUMENT =
            "/openapi.json 有效并描述该数据 / /openapi.json is valid and describes this feed";
    private static final String ABOUT_TLS = "TLS 1.2 或 1.3 / TLS 1.2 or 1.3";

    private Interface() {}

    static List<Check> of(LiveDoor door, String feed) {
        try {
            Answer answer = door.open("/openapi.json");
            String fault = fault(answer, feed);
            return List.of(
                    new Check("openapi", ABOUT_DOCUMENT, fault.isEmpty() ? Outcome.YES : Outcome.NO, fault),
                    tls(answer.tls()));
        } catch (NoAnswer e) {
            String message = String.valueOf(e.getMessage());
            return List.of(
                    new Check("openapi", ABOUT_DOCUMENT, Outcome.NO, message),
                    new Check("tls", ABOUT_TLS, Outcome.NO, message));
        }
    }

    private static Check tls(String version) {
        Outcome outcome = version.isEmpty() ? Outcome.DOES_NOT_APPLY : TLS.contains(version) ? Outcome.YES : Outcome.NO;
        return new Check("tls", ABOUT_TLS, outcome, version.isEmpty() ? "http，未加密 / not encrypted" : version);
    }

    private static String fault(Answer answer, String feed) {
        JsonObject document = answer.json();
        if (answer.status() != 200) {
            return "HTTP " + answer.status();
        }
        if (!document.getString("openapi", "").startsWith("3.1")) {
            return "openapi: 3.1 …?";
        }
        JsonObject path = document.getJsonObject("paths", new JsonObject()).getJsonObject("/feeds/" + feed);
        if (path == null || path.getJsonObject("post") == null) {
            return "没有 / no POST /feeds/" + feed;
        }
        List<String> dangling = new ArrayList<>();
        references(document, document, dangling);
        return dangling.isEmpty() ? "" : "$ref " + dangling.getFirst() + "?";
    }

    private static void references(Object part, JsonObject document, List<String> dangling) {
        if (part instanceof JsonArray list) {
            list.forEach(each -> references(each, document, dangling));
        } else if (part instanceof JsonObject object) {
            object.forEach(field -> {
                if (field.getKey().equals("$ref") && field.getValue() instanceof String reference) {
                    if (!leads(reference, document)) {
                        dangling.add(reference);
                    }
                } else if (field.getValue() != null) {
                    references(field.getValue(), document, dangling);
                }
            });
        }
    }

    private static boolean leads(String reference, JsonObject document) {
        if (!reference.startsWith("#/")) {
            return false;
        }
        Object at = document;
        for (String word : reference.substring(2).split("/")) {
            String key = word.replace("~1", "/").replace("~0", "~");
            at = at instanceof JsonObject object && object.containsKey(key) ? object.getValue(key) : "";
        }
        return at instanceof JsonObject;
    }
}
