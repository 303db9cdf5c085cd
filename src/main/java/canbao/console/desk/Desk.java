package canbao.console.desk;

import canbao.console.web.Answers;
import canbao.console.web.Aside;
import canbao.console.web.Gatekeeper;
import canbao.console.web.Json;
import canbao.model.Actor;
import canbao.model.Wording;
import canbao.security.signin.Accounts.SignIn;
import canbao.security.signin.Sessions.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for the hub's own people: {@code POST /api/sign-in} with user and password, then everything under
 * {@code /api/desk/}. A POST brings the session's token as {@code X-CSRF-Token}. Work runs aside and may wait.
 */
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int BODY_LIMIT = 1 << 20;
    private static final Wording NOT_SIGNED_IN = new Wording("请先登录。", "Please sign in first.");
    private static final Wording SIGN_IN_FIRST = new Wording(
            "先调用 /api/sign-in；POST 还要带 X-CSRF-Token。", "Call /api/sign-in first; a POST also brings X-CSRF-Token.");

    private final Router router;
    private final Gatekeeper gatekeeper;

    private Desk(Router router, Gatekeeper gatekeeper) {
        this.router = router;
        this.gatekeeper = gatekeeper;
    }

    /** One subject of the desk, such as held batches: hangs its paths into the desk. */
    @FunctionalInterface
    public interface Part {
        void mount(Desk desk);
    }

    /** What a path does for somebody who is signed in; blocking is allowed. */
    @FunctionalInterface
    public interface Work {
        Reply answer(Call call);
    }

    /** Hangs signing in and all parts into a router. */
    public static void mount(Router router, Gatekeeper gatekeeper, Iterable<Part> parts) {
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        Desk desk = new Desk(router, gatekeeper);
        router.post("/api/sign-in").handler(desk::signIn);
        parts.forEach(part -> part.mount(desk));
    }

    /** @param path below {@code /api/desk}, such as {@code /held/:batch} */
    public void get(String path, Work work) {
        router.get("/api/desk" + path).handler(context -> serve(context, work, false));
    }

    /** @param path below {@code /api/desk} */
    public void post(String path, Work work) {
        router.post("/api/desk" + path).handler(context -> serve(context, work, true));
    }

    private void serve(RoutingContext context, Work work, boolean changes) {
        Optional<Session> session = gatekeeper.who(context);
        if (session.isEmpty() || (changes && !gatekeeper.ourPost(context, session.get()))) {
            Answers.refuse(context, 401, "SIGN_IN", NOT_SIGNED_IN, SIGN_IN_FIRST);
            return;
        }
        Call call = new Call(Actor.staff(session.get().user()), context);
        send(context, Aside.run(() -> answered(call, work)));
    }

    private static Reply answered(Call call, Work work) {
        try {
            return work.answer(call);
        } catch (Call.Malformed e) {
            return Reply.refused(400, "MALFORMED", e.wording(), e.fix());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the desk could not do what it was asked");
            return Reply.refused(
                    503,
                    "UNAVAILABLE",
                    new Wording("暂时办不到，已记入日志。", "This cannot be done just now; it is in the log."),
                    new Wording("稍后再试。", "Try again later."));
        }
    }

    private static void send(RoutingContext context, Reply reply) {
        switch (reply) {
            case Reply.Found found -> Answers.json(context, 200, found.body());
            case Reply.File file ->
                context.response()
                        .putHeader("Content-Type", file.type())
                        .putHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                        .end(Buffer.buffer(file.bytes()));
            case Reply.Refused no -> Answers.refuse(context, no.status(), no.rule(), no.message(), no.fix());
        }
    }

    private void signIn(RoutingContext context) {
        JsonObject given;
        try {
            given = context.body().asJsonObject();
        } catch (DecodeException | ClassCastException e) {
            given = null;
        }
        String user = given == null ? "" : given.getString("user", "");
        String password = given == null ? "" : given.getString("password", "");
        switch (gatekeeper.signIn(context, user, password)) {
            case SignIn.Welcome welcome ->
                Answers.json(
                        context,
                        200,
                        new JsonObject()
                                .put("user", welcome.user())
                                .put("csrf", gatekeeper.opened(context).csrf()));
            case SignIn.Wrong wrong ->
                Answers.refuse(
                        context,
                        401,
                        "WRONG_PASSWORD",
                        new Wording("用户名或密码不正确。", "Wrong user name or password."),
                        new Wording("核对后重试。", "Check both and try again."));
            case SignIn.Wait wait ->
                Answers.refuse(
                        context,
                        429,
                        "WAIT",
                        new Wording("失败次数过多。", "Too many failures."),
                        new Wording(
                                "请等待 " + (wait.length().toSeconds() + 1) + " 秒。",
                                "Wait " + (wait.length().toSeconds() + 1) + " s."));
        }
    }

    /** A list under a name, each record as JSON. */
    public static JsonObject list(String name, Iterable<? extends Record> items) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(Json.of(item)));
        return new JsonObject().put(name, array);
    }
}
