package canbao.sim.sms;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * A look into the simulated centre over loopback HTTP: {@code GET /handsets} (phone to copies), {@code GET /stats},
 * {@code POST /faults} (keys of {@link Faults}), {@code POST /replies} ({@code phone}, {@code text}).
 */
public final class CentreWindow {
    private final SmsCentre centre;
    private final HttpServer server;

    private CentreWindow(SmsCentre centre, HttpServer server) {
        this.centre = centre;
        this.server = server;
    }

    /** @param port 0 for any free one */
    public static CentreWindow open(Vertx vertx, SmsCentre centre, int port) {
        CentreWindow window = new CentreWindow(centre, vertx.createHttpServer());
        window.server.requestHandler(window::answer).listen(port, "127.0.0.1").await();
        return window;
    }

    public int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        String what = request.method() + " " + request.path();
        switch (what) {
            case "GET /handsets" -> json(request, centre.handsets().json());
            case "GET /stats" -> json(request, centre.counting().json());
            default -> {
                if (request.method().equals(HttpMethod.POST)) {
                    request.bodyHandler(body -> command(request, body.toJsonObject()));
                } else {
                    request.response().setStatusCode(404).end("GET /handsets or /stats, POST /faults or /replies\n");
                }
            }
        }
    }

    private void command(HttpServerRequest request, JsonObject body) {
        switch (request.path()) {
            case "/faults" -> centre.faults(Faults.of(body));
            case "/replies" -> centre.reply(body.getString("phone"), body.getString("text"));
            default -> request.response().setStatusCode(404);
        }
        request.response().end();
    }

    private static void json(HttpServerRequest request, JsonObject json) {
        request.response().putHeader("Content-Type", "application/json").end(json.toBuffer());
    }
}
