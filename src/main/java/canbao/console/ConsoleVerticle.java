package canbao.console;

import canbao.console.desk.Desk;
import canbao.console.door.Doors;
import canbao.console.web.Answers;
import canbao.console.web.Gatekeeper;
import canbao.console.web.SafetyHeaders;
import canbao.model.Wording;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: doors for agencies, the desk and page for staff, status, health. Deploy it with {@code ThreadingModel.VIRTUAL_THREAD}. The
 * status supplier is called at most once a second, on a thread of its own, and may wait for the database.
 */
public final class ConsoleVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleVerticle.class);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(5);
    private static final Wording NOT_HERE =
            new Wording("本服务不以这个主机名提供。", "This service is not offered under this host name.");

    private final ConsoleSettings settings;
    private final Doors doors;
    private final Gatekeeper gatekeeper;
    private final List<Desk.Part> desk;
    private final Page page;
    private final StatusFeed feed;
    private @Nullable HttpServer server;

    public ConsoleVerticle(
            ConsoleSettings settings,
            Doors doors,
            Gatekeeper gatekeeper,
            List<Desk.Part> desk,
            Supplier<Status> status) {
        this.settings = settings;
        this.doors = doors;
        this.gatekeeper = gatekeeper;
        this.desk = List.copyOf(desk);
        this.feed = new StatusFeed(status);
        this.page = new Page(gatekeeper, feed);
    }

    /** The port that it listens on. */
    public int port() {
        HttpServer running = server;
        if (running == null) {
            throw new IllegalStateException("the console does not run");
        }
        return running.actualPort();
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setIdleTimeout(150)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(16 * 1024)
                // As over TLS: a client that offers an upgrade gets its long answers over HTTP/1.1, whole.
                .setHttp2ClearTextEnabled(false);
        TlsOptions.apply(options, settings.tls());
        vertx.setPeriodic(1000, tick -> feed.tick());
        vertx.setPeriodic(TIDY_EVERY.toMillis(), tick -> doors.tidy());
        return vertx.createHttpServer(options).requestHandler(router()).listen().onSuccess(running -> server = running);
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(SafetyHeaders::add);
        doors.mount(vertx, router, settings.bodyLimit());
        router.get("/healthz").handler(context -> Answers.json(context, 200, new JsonObject().put("up", true)));
        router.route().handler(this::hostName);
        Desk.mount(router, gatekeeper, desk);
        page.mount(router);
        router.errorHandler(404, Page::notFound);
        router.errorHandler(405, Page::notFound);
        router.errorHandler(500, ConsoleVerticle::failed);
        return router;
    }

    private void hostName(RoutingContext context) {
        if (settings.knows(SafetyHeaders.hostName(context.request()))) {
            context.next();
            return;
        }
        Answers.refuse(context, 421, "HOST_NAME", NOT_HERE, new Wording("用 localhost 访问。", "Call it as localhost."));
    }

    private static void failed(RoutingContext context) {
        Throwable cause = context.failure();
        LOG.atError()
                .addKeyValue("error", cause == null ? "none" : cause.getClass().getName())
                .log("a request failed");
        Answers.refuse(
                context,
                500,
                "FAILED",
                new Wording("内部错误，已记入日志。", "Something failed inside; it is in the log."),
                new Wording("稍后再试。", "Try again later."));
    }
}
