package canbao.routes.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** A folder on an agency's SFTP server; connects when first needed and again after a failure. */
final class RemoteShelf implements Shelf {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int BUFFER = 32 * 1024;

    private final SftpServer server;
    private final String folder;
    private @Nullable SshClient client;
    private @Nullable SftpClient connection;

    RemoteShelf(SftpServer server, String folder) {
        this.server = server;
        this.folder = folder;
    }

    @Override
    public List<Entry> list(int limit) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (DirEntry found : connected().readDir(folder)) {
            if (entries.size() == limit) {
                break;
            }
            if (!found.getFilename().equals(".") && !found.getFilename().equals("..")) {
                entries.add(entry(found.getFilename(), found.getAttributes()));
            }
        }
        return entries;
    }

    @Override
    public Optional<Entry> find(String name) throws IOException {
        return attributes(path(name)).map(found -> entry(name, found));
    }

    private Optional<Attributes> attributes(String path) throws IOException {
        try {
            return Optional.of(connected().lstat(path));
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return connected().read(path(name));
    }

    @Override
    public void move(String name, String below, String newName) throws IOException {
        String target = made(below) + "/" + newName;
        removeIfThere(target);
        connected().rename(path(name), target);
    }

    @Override
    public void write(String below, String name, Writing writing) throws IOException {
        String target = made(below) + "/" + name;
        String part = made(below) + "/." + name + ".part";
        try (OutputStream out = new BufferedOutputStream(connected().write(part), BUFFER)) {
            writing.to(out);
        }
        removeIfThere(target);
        connected().rename(part, target);
    }

    @Override
    public void delete(String name) throws IOException {
        connected().remove(path(name));
    }

    /** Ends the connection; the next use makes another. */
    @Override
    public void close() {
        SshClient open = client;
        client = null;
        connection = null;
        if (open != null) {
            open.stop();
        }
    }

    private String path(String name) {
        return folder + "/" + name;
    }

    private String made(String below) throws IOException {
        String made = folder;
        for (String name : below.split("/", -1)) {
            made = made + "/" + name;
            if (attributes(made).isEmpty()) {
                connected().mkdir(made);
            }
        }
        return made;
    }

    private void removeIfThere(String path) throws IOException {
        try {
            connected().remove(path);
        } catch (SftpException e) {
            if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
    }

    private static Entry entry(String name, Attributes found) {
        Kind kind = found.isSymbolicLink() ? Kind.LINK : found.isRegularFile() ? Kind.FILE : Kind.OTHER;
        long modified =
                found.getModifyTime() == null ? 0 : found.getModifyTime().toMillis();
        return new Entry(name, kind, found.getSize(), modified);
    }

    private SftpClient connected() throws IOException {
        SftpClient open = connection;
        if (open != null && open.isOpen()) {
            return open;
        }
        close();
        SshClient fresh = client();
        client = fresh;
        ClientSession session = fresh.connect(server.user(), server.host(), server.port())
                .verify(PATIENCE)
                .getSession();
        String password = server.login().password();
        if (password != null) {
            session.addPasswordIdentity(password);
        }
        session.auth().verify(PATIENCE);
        SftpClient made = SftpClientFactory.instance().createSftpClient(session);
        connection = made;
        return made;
    }

    /** Knows nothing of whoever runs the hub: neither their ssh settings nor their own keys. */
    private SshClient client() {
        SshClient fresh = SshClient.setUpDefaultClient();
        fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        fresh.setServerKeyVerifier(
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, server.knownHosts()));
        Path key = server.login().key();
        fresh.setKeyIdentityProvider(
                key == null
                        ? KeyIdentityProvider.EMPTY_KEYS_PROVIDER
                        : KeyIdentityProvider.wrapKeyPairs(new FileKeyPairProvider(key).loadKeys(null)));
        fresh.setUserAuthFactories(
                List.of(key == null ? UserAuthPasswordFactory.INSTANCE : UserAuthPublicKeyFactory.INSTANCE));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(fresh, Duration.ofSeconds(30));
        fresh.start();
        return fresh;
    }
}
