package canbao.console.web;

import canbao.model.Wording;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers as JSON; a refusal has rule, message and fix, each text in both languages. */
public final class Answers {
    private Answers() {}

    public static void json(RoutingContext context, int status, JsonObject body) {
        document(context, status, body.encode());
    }

    /** A JSON document as it was written, to the last character. */
    public static void document(RoutingContext context, int status, String json) {
        bytes(context, status, "application/json; charset=utf-8", Buffer.buffer(json));
    }

    /** A workbook, to be saved under a name. */
    public static void workbook(RoutingContext context, String name, byte[] bytes) {
        context.response().putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        bytes(context, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer.buffer(bytes));
    }

    private static void bytes(RoutingContext context, int status, String type, Buffer body) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", type).end(body);
        }
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
