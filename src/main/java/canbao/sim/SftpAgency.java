package canbao.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * An agency with an SFTP server on the loopback address: one user with a password, who sees nothing but one folder. The host
 * key is made with the object and kept over {@link #stop()} and {@link #start()}, as is the port.
 */
public final class SftpAgency {
    private static final String HOST = "127.0.0.1";

    private final Path root;
    private final String user;
    private final byte[] password;
    private final KeyPair hostKey = freshKey();
    private final FolderAgency folder;
    private int port;
    private SshServer server;

    /** @param port 0 for any */
    public SftpAgency(Path root, String user, String password, int port) {
        this.root = root.toAbsolutePath();
        this.user = user;
        this.password = password.getBytes(StandardCharsets.UTF_8);
        this.port = port;
        this.folder = new FolderAgency(this.root);
        this.server = server();
    }

    public synchronized void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the SFTP server cannot listen on " + HOST + ":" + port, e);
        }
        port = server.getPort();
    }

    /** Ends all connections; files stay. */
    public synchronized void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the SFTP server on port " + port + " does not stop", e);
        }
        server = server();
    }

    public synchronized int port() {
        return port;
    }

    /** The line of a {@code known_hosts} file by which a client knows this server, and refuses any other. */
    public synchronized String knownHosts() {
        return "[" + HOST + "]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n";
    }

    /** Offers a file: clients see it only when it is whole. */
    public void put(String name, byte[] bytes) {
        folder.put(name, bytes);
    }

    private SshServer server() {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost(HOST);
        fresh.setPort(port);
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        fresh.setPasswordAuthenticator((name, given, session) ->
                name.equals(user) && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), password));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(root));
        fresh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        return fresh;
    }

    private static KeyPair freshKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curve secp256r1", e);
        }
    }
}
