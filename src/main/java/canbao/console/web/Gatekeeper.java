package canbao.console.web;

import canbao.audit.AuditStore;
import canbao.model.Actor;
import canbao.security.signin.Accounts;
import canbao.security.signin.Accounts.SignIn;
import canbao.security.signin.Sessions;
import canbao.security.signin.Sessions.Session;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in and out of the page by a cookie. Without an account everybody who reaches the page may look; that is for
 * the demo, on loopback.
 */
public final class Gatekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
    private static final String SESSION = "canbao-session";
    private static final String FORM = "canbao-form";

    private final Optional<Accounts> accounts;
    private final Sessions sessions;
    private final AuditStore audit;

    /** @param accounts empty when no administrator is configured */
    public Gatekeeper(Optional<Accounts> accounts, Sessions sessions, AuditStore audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    public boolean open() {
        return accounts.isEmpty();
    }

    /** Who asks; his session lives on. */
    public Optional<Session> who(RoutingContext context) {
        return cookie(context, SESSION).flatMap(sessions::use);
    }

    /** Whether the session still lives, without prolonging it: a page that is merely open does not count as use. */
    public boolean mayWatch(RoutingContext context) {
        return open() || cookie(context, SESSION).flatMap(sessions::peek).isPresent();
    }

    public boolean mayLook(RoutingContext context) {
        return open() || who(context).isPresent();
    }

    /** A fresh token for the sign-in form, also set as a cookie: the form must bring both. */
    public String formToken(RoutingContext context) {
        String token = sessions.token();
        set(context, FORM, token);
        return token;
    }

    /** Whether a form of ours was posted: it brings the token that its cookie holds. */
    public boolean ourForm(RoutingContext context) {
        return SafetyHeaders.sameOrigin(context.request())
                && cookie(context, FORM)
                        .filter(token -> same(token, field(context, "csrf")))
                        .isPresent();
    }

    /** Whether this POST comes from a page of this session. */
    public boolean ourPost(RoutingContext context, Session session) {
        @Nullable String header = context.request().getHeader("X-CSRF-Token");
        return SafetyHeaders.sameOrigin(context.request())
                && same(session.csrf(), header == null ? field(context, "csrf") : header);
    }

    /** Tries the form's name and password, as {@link #signIn(RoutingContext, String, String)}. */
    public SignIn signIn(RoutingContext context) {
        return signIn(context, field(context, "user"), field(context, "password"));
    }

    /** Tries a name and a password; when they are right the answer carries the session's cookie. */
    public SignIn signIn(RoutingContext context, String user, String password) {
        SignIn result = accounts.isEmpty()
                ? new SignIn.Wrong()
                : Aside.run(() -> accounts.get().signIn(user, password));
        if (result instanceof SignIn.Welcome welcome) {
            cookie(context, SESSION).ifPresent(sessions::close);
            Session session = sessions.open(welcome.user());
            context.put(SESSION, session);
            set(context, SESSION, session.id());
            note(Actor.staff(welcome.user()), "session.open");
        } else {
            // Not what was typed: people type passwords into the name's field.
            note(Actor.hub("console"), "session.refuse");
        }
        return result;
    }

    /** The session that {@link #signIn} of this request has opened. */
    public Session opened(RoutingContext context) {
        return Objects.requireNonNull(context.get(SESSION));
    }

    public void signOut(RoutingContext context, Session session) {
        sessions.close(session.id());
        context.response().removeCookie(SESSION);
        note(Actor.staff(session.user()), "session.close");
    }

    /** The page must stay reachable when the database is not, so a note that fails is logged instead. */
    private void note(Actor actor, String action) {
        Thread.ofVirtual().name("console-audit").start(() -> {
            try {
                audit.append(actor, action, "console", new JsonObject());
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("actor", actor)
                        .addKeyValue("action", action)
                        .addKeyValue("error", e.getClass().getName())
                        .log("not in the audit trail: the database did not take it");
            }
        });
    }

    private static void set(RoutingContext context, String name, String value) {
        context.response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(context.request().isSSL())
                        .setSameSite(CookieSameSite.STRICT));
    }

    private static Optional<String> cookie(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
    }

    private static String field(RoutingContext context, String name) {
        @Nullable String value = context.request().getFormAttribute(name);
        return value == null ? "" : value;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
