package canbao.console.web;

import canbao.model.Wording;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers as JSON; a refusal has rule, message and fix, each text in both languages. */
public final class Answers {
    private Answers() {}

    public static void json(RoutingContext context, int status, JsonObject body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body.encode());
    }

    public static void refuse(RoutingContext context, int status, String rule, Wording message, Wording fix) {
        if (status == 503) {
            context.response().putHeader("Retry-After", "5");
        }
        json(
                context,
                status,
                new JsonObject()
                        .put("rule", rule)
                        .put("message", Json.of(message))
                        .put("fix", Json.of(fix)));
    }

    public static void html(RoutingContext context, int status, String html) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(html);
    }

    public static void redirect(RoutingContext context, String path) {
        context.response().setStatusCode(303).putHeader("Location", path).end();
    }
}
