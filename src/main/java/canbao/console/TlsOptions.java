package canbao.console;

import canbao.console.ConsoleSettings.Tls;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** TLS as the console offers it: 1.2 and 1.3, HTTP/1.1, and a client's certificate where the settings ask for one. */
final class TlsOptions {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private TlsOptions() {}

    static void apply(HttpServerOptions options, @Nullable Tls tls) {
        if (tls == null) {
            return;
        }
        options.setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(absolute(tls.certificate()))
                        .addKeyPath(absolute(tls.key())));
        Path clients = tls.clientCertificates();
        if (clients != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(absolute(clients)))
                    .setClientAuth(tls.required() ? ClientAuth.REQUIRED : ClientAuth.REQUEST);
        }
    }

    /** A relative path would be looked up on the class path first. */
    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }
}
