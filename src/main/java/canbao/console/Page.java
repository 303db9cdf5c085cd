package canbao.console;

import canbao.console.web.Answers;
import canbao.console.web.Gatekeeper;
import canbao.model.Wording;
import canbao.security.signin.Accounts.SignIn;
import canbao.security.signin.Sessions.Session;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The page, signing in and out, and what the page asks for. */
final class Page {
    private static final int FORM_LIMIT = 8192;
    private static final int MOST_WATCHERS = 50;
    private static final Wording NOT_FOUND = new Wording("没有这个地址。", "There is nothing at this address.");

    private final Gatekeeper gatekeeper;
    private final StatusFeed feed;
    private final WebFiles files = new WebFiles();

    Page(Gatekeeper gatekeeper, StatusFeed feed) {
        this.gatekeeper = gatekeeper;
        this.feed = feed;
    }

    void mount(Router router) {
        BodyHandler form = BodyHandler.create(false).setBodyLimit(FORM_LIMIT);
        router.get("/").handler(this::home);
        router.get("/login").handler(this::loginForm);
        router.post("/login").handler(form).handler(this::login);
        router.post("/logout").handler(form).handler(this::logout);
        router.get("/web/:file").handler(this::file);
        router.get("/api/session").handler(this::session);
        router.get("/api/status").handler(this::status);
        router.get("/api/events").handler(this::events);
    }

    static void notFound(RoutingContext context) {
        Answers.refuse(context, 404, "NOT_FOUND", NOT_FOUND, new Wording("从首页 / 开始。", "Start from the page at /."));
    }

    private void home(RoutingContext context) {
        if (!gatekeeper.mayLook(context)) {
            Answers.redirect(context, "/login");
            return;
        }
        files.get("index.html").ifPresentOrElse(file -> WebFiles.send(context, file), () -> notFound(context));
    }

    private void file(RoutingContext context) {
        files.get(context.pathParam("file"))
                .filter(file -> !file.type().startsWith("text/html"))
                .ifPresentOrElse(file -> WebFiles.send(context, file), () -> notFound(context));
    }

    private void loginForm(RoutingContext context) {
        if (gatekeeper.mayLook(context)) {
            Answers.redirect(context, "/");
            return;
        }
        form(context, 200, "");
    }

    private void login(RoutingContext context) {
        if (!gatekeeper.ourForm(context)) {
            form(context, 403, problem("表单已失效，请再试一次。", "This form had expired. Please try again."));
            return;
        }
        switch (gatekeeper.signIn(context)) {
            case SignIn.Welcome welcome -> Answers.redirect(context, "/");
            case SignIn.Wrong wrong -> form(context, 401, problem("用户名或密码不正确。", "Wrong user name or password."));
            case SignIn.Wait wait -> {
                long seconds = wait.length().toSeconds() + 1;
                context.response().putHeader("Retry-After", String.valueOf(seconds));
                form(
                        context,
                        429,
                        problem(
                                "失败次数过多，请等待 " + seconds + " 秒后再试。",
                                "Too many failures. Please wait " + seconds + " s and try again."));
            }
        }
    }

    private void logout(RoutingContext context) {
        Optional<Session> session = gatekeeper.who(context);
        if (session.isPresent()) {
            if (!gatekeeper.ourPost(context, session.get())) {
                Answers.refuse(
                        context,
                        403,
                        "CSRF",
                        new Wording("请求不是从本页面发出的。", "The request does not come from this page."),
                        new Wording("刷新页面后重试。", "Reload the page and try again."));
                return;
            }
            gatekeeper.signOut(context, session.get());
        }
        Answers.redirect(context, gatekeeper.open() ? "/" : "/login");
    }

    private void session(RoutingContext context) {
        Optional<Session> session = gatekeeper.who(context);
        if (session.isEmpty() && !gatekeeper.open()) {
            unknown(context);
            return;
        }
        JsonObject body = new JsonObject();
        session.ifPresent(found -> body.put("user", found.user()).put("csrf", found.csrf()));
        Answers.json(context, 200, body);
    }

    private void status(RoutingContext context) {
        if (!gatekeeper.mayLook(context)) {
            unknown(context);
            return;
        }
        context.response()
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(feed.json());
    }

    private void events(RoutingContext context) {
        if (!gatekeeper.mayWatch(context)) {
            unknown(context);
            return;
        }
        if (feed.size() >= MOST_WATCHERS) {
            Answers.refuse(
                    context,
                    503,
                    "BUSY",
                    new Wording("同时观看的页面过多。", "Too many pages are watching."),
                    new Wording("关闭不用的页面。", "Close pages that nobody needs."));
            return;
        }
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
        StatusFeed.Listener listener = json -> tell(context, json);
        response.closeHandler(gone -> feed.remove(listener));
        response.write("retry: 2000\n\n");
        String first = feed.json();
        if (tell(context, first)) {
            feed.add(listener);
        }
    }

    private boolean tell(RoutingContext context, String json) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return false;
        }
        if (!gatekeeper.mayWatch(context)) {
            response.end("event: signed-out\ndata: {}\n\n");
            return false;
        }
        // A slow reader misses this second instead of filling the memory.
        if (!response.writeQueueFull()) {
            response.write("event: status\ndata: " + json + "\n\n");
        }
        return true;
    }

    private static void unknown(RoutingContext context) {
        Answers.refuse(
                context,
                401,
                "SIGN_IN",
                new Wording("请先登录。", "Please sign in first."),
                new Wording("打开 /login。", "Open /login."));
    }

    private void form(RoutingContext context, int status, String problem) {
        String page = files.get("login.html")
                .map(file -> file.bytes().toString(StandardCharsets.UTF_8))
                .orElseThrow();
        String token = gatekeeper.formToken(context);
        Answers.html(context, status, page.replace("{{csrf}}", token).replace("{{problem}}", problem));
    }

    private static String problem(String zh, String en) {
        return "<p class=\"problem\" role=\"alert\"><span lang=\"zh\">" + zh + "</span><span lang=\"en\">" + en
                + "</span></p>";
    }
}
