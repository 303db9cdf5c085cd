package canbao.routes.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's own SFTP server: {@code <drop>/<agency>/<feed>/} for uploads, {@code <drop>/<agency>/receipts/} for what became of
 * them. An agency sees its own folder as {@code /}. No shell, no commands, no forwarding.
 */
public final class DropServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DropServer.class);

    /** The version that OpenSSH speaks. */
    private static final int SFTP_VERSION = 3;

    private final Path drop;
    private final Function<String, Optional<BoxLogin>> logins;
    private final KeyPair hostKey;
    private final SshServer server;

    /**
     * Where it listens, and by which key agencies know it.
     *
     * @param port 0 for any
     */
    public record Address(String host, int port, Path hostKey) {}

    /** @param logins who may sign in now, by user: asked at every sign-in and every upload */
    public DropServer(Address address, Path drop, Function<String, Optional<BoxLogin>> logins, BoxLimits limits) {
        this.drop = drop.toAbsolutePath();
        this.logins = logins;
        this.hostKey = HostKey.read(address.hostKey());
        this.server = server(address, new BoxAccess(logins, limits));
    }

    /** Makes the folders of the agencies and listens. */
    public void start(List<BoxLogin> agencies) {
        try {
            sweep();
            for (BoxLogin login : agencies) {
                makeFolders(login);
            }
            server.start();
            LOG.atInfo()
                    .addKeyValue("port", server.getPort())
                    .addKeyValue("hostKey", KeyUtils.getFingerPrint(hostKey.getPublic()))
                    .log("SFTP server listens");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the SFTP server cannot listen on " + server.getHost() + ":" + server.getPort()
                            + ": choose another port in hub.yaml sftp",
                    e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the SFTP server does not stop", e);
        }
    }

    private SshServer server(Address address, BoxAccess access) {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost(address.host());
        fresh.setPort(address.port());
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        fresh.setPasswordAuthenticator((user, password, session) -> logins.apply(user)
                .filter(login -> login.password().test(password))
                .isPresent());
        fresh.setPublickeyAuthenticator((user, key, session) ->
                logins.apply(user).filter(login -> hasKey(login, key)).isPresent());
        fresh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        fresh.setFileSystemFactory(new VirtualFileSystemFactory() {
            @Override
            public Path getUserHomeDir(SessionContext session) throws IOException {
                BoxLogin login =
                        logins.apply(session.getUsername()).orElseThrow(() -> BoxRules.denied("no such login"));
                makeFolders(login);
                return drop.resolve(login.agency());
            }
        });
        BoxSubsystem.Factory sftp = new BoxSubsystem.Factory();
        sftp.setFileSystemAccessor(access);
        sftp.setErrorStatusDataHandler(new BoxErrors());
        fresh.setSubsystemFactories(List.of(sftp));
        limit(fresh);
        return fresh;
    }

    private static void limit(SshServer server) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "canbao");
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, 6);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ofSeconds(30));
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ofMinutes(10));
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, 8);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, 4);
        SftpModuleProperties.SFTP_VERSION.set(server, SFTP_VERSION);
        SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(server, 16);
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "");
        SftpModuleProperties.CLIENT_EXTENSIONS.set(server, "");
    }

    private static boolean hasKey(BoxLogin login, PublicKey offered) {
        for (String line : login.publicKeys()) {
            try {
                PublicKey known = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                        .resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
                if (known != null && KeyUtils.compareKeys(known, offered)) {
                    return true;
                }
            } catch (IOException | GeneralSecurityException e) {
                LOG.atWarn().addKeyValue("user", login.user()).log("a public key in agencies.yaml cannot be used");
            }
        }
        return false;
    }

    private void makeFolders(BoxLogin login) throws IOException {
        Path box = drop.resolve(login.agency());
        for (String feed : login.feeds()) {
            Files.createDirectories(box.resolve(feed));
        }
        Files.createDirectories(box.resolve(BoxRules.RECEIPTS));
        if (!Files.isDirectory(box, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("the folder of " + login.agency() + " is a link: remove it");
        }
    }

    /** Removes what uploads left behind that a crash of the hub cut off. */
    private void sweep() throws IOException {
        if (!Files.isDirectory(drop)) {
            return;
        }
        try (Stream<Path> left = Files.walk(drop, 3)) {
            for (Path path : left.filter(path -> path.getFileName().toString().matches("[.]\\d+-\\d+[.]part"))
                    .toList()) {
                Files.delete(path);
            }
        }
    }
}
