package canbao.console.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every answer tells the browser, and from where a browser may call. */
public final class SafetyHeaders {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Frame-Options",
            "DENY",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-store");

    private SafetyHeaders() {}

    public static void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        HEADERS.forEach(headers::set);
        context.next();
    }

    /** Whether the browser's page, if it is one, is ours. Requests without these headers come from programs. */
    public static boolean sameOrigin(HttpServerRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        @Nullable String origin = request.getHeader("Origin");
        @Nullable String host = request.getHeader("Host");
        return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
    }

    public static String hostName(HttpServerRequest request) {
        @Nullable HostAndPort authority = request.authority();
        return authority == null ? "" : authority.host();
    }
}
