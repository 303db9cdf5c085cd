package canbao.routes.files;

import canbao.routes.door.DoorOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agency's SFTP server, as {@code hub.yaml} describes it: {@code x: host:port}, {@code x.user}, {@code x.known-hosts}, and
 * {@code x.password} or {@code x.key} (a file with a private key in OpenSSH's form). A server whose key is not among the
 * known ones is never talked to.
 */
record SftpServer(String host, int port, String user, Login login, Path knownHosts) {
    private static final int SSH = 22;

    /** One of the two is there. */
    record Login(@Nullable String password, @Nullable Path key) {
        @Override
        public String toString() {
            return "***";
        }
    }

    static SftpServer of(DoorOptions options) {
        String address = options.setting();
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        boolean byKey =
                options.oneOf("login", List.of("password", "key"), "password").equals("key");
        Login login = byKey
                ? new Login(null, Path.of(options.setting(".key")))
                : new Login(options.setting(".password"), null);
        return new SftpServer(
                host,
                port(options, colon < 0 ? "" : address.substring(colon + 1)),
                options.setting(".user"),
                login,
                Path.of(options.setting(".known-hosts")));
    }

    private static int port(DoorOptions options, String text) {
        return text.isEmpty()
                ? SSH
                : Optional.of(text)
                        .filter(port -> port.matches("[1-9]\\d{0,4}"))
                        .map(Integer::valueOf)
                        .filter(port -> port < 65536)
                        .orElseThrow(() -> new IllegalArgumentException("hub.yaml routes: " + options.place()
                                + " must be host:port, such as sftp.example.org:22"));
    }

    @Override
    public String toString() {
        return host + ":" + port + " as " + user;
    }
}
