package canbao.routes.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.routes.door.Door;
import canbao.routes.door.DoorOptions;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the hub signs in at an agency's SFTP server, and which server it signs in at. */
class FetchedDoorTest {
    private static final String PASSWORD = "a-password-for-tests";

    private final Path root = Platform.folder("fetched");
    private final KeyPair theirs = key();
    private final KeyPair ours = key();
    private final Properties settings = new Properties();
    private final Map<String, String> given = new HashMap<>(Map.of("feed", "x/y", "folder", "out", "settle", "PT0S"));
    private final List<String> taken = new ArrayList<>();
    private final List<Door> doors = new ArrayList<>();
    private SshServer server = server(0);

    @BeforeEach
    void start() throws IOException {
        server.start();
        Files.createDirectories(root.resolve("out"));
        Files.writeString(root.resolve("out/a.csv"), "one");
        knownHosts(theirs);
        settings.setProperty("x", "127.0.0.1:" + server.getPort());
        settings.setProperty("x.user", "hub");
        settings.setProperty("x.password", PASSWORD);
        settings.setProperty("x.key", root.resolve("key").toString());
        settings.setProperty("x.known-hosts", root.resolve("known_hosts").toString());
    }

    @AfterEach
    void stop() throws IOException {
        doors.forEach(Door::close);
        server.stop(true);
    }

    @Test
    void a_server_that_wants_a_key_gets_ours_and_no_password() throws Exception {
        try (OutputStream out = Files.newOutputStream(root.resolve("key"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(ours, "hub", null, out);
        }
        List<String> passwords = new ArrayList<>();
        server.setPasswordAuthenticator((user, password, session) -> passwords.add(password));
        given.put("login", "key");
        settings.remove("x.password");
        door().look(this::take);
        assertThat(taken).containsExactly("one");
        assertThat(passwords).isEmpty();
    }

    @Test
    void a_server_that_is_not_the_known_one_is_not_talked_to() throws IOException {
        List<String> passwords = new ArrayList<>();
        server.setPasswordAuthenticator((user, password, session) -> passwords.add(password));
        knownHosts(key());
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("cannot be read");
        Files.writeString(root.resolve("known_hosts"), "");
        assertThatThrownBy(() -> door().look(this::take)).hasMessageContaining("cannot be read");
        assertThat(passwords).isEmpty();
        assertThat(taken).isEmpty();
    }

    @Test
    void a_server_that_went_away_is_found_again() throws IOException {
        Door door = door();
        door.look(this::take);
        int port = server.getPort();
        server.stop(true);
        assertThatThrownBy(() -> door.look(this::take)).hasMessageContaining("cannot be read");
        server = server(port);
        server.start();
        Files.writeString(root.resolve("out/b.csv"), "two");
        door.look(this::take);
        assertThat(taken).containsExactly("one", "two");
    }

    @Test
    void a_setting_that_is_missing_is_named_before_anything_is_tried() {
        for (String suffix : List.of("", ".user", ".password", ".known-hosts")) {
            Properties lacking = new Properties();
            lacking.putAll(settings);
            lacking.remove("x" + suffix);
            assertThatThrownBy(() ->
                            FileDoors.fetched(new HandClock(Instant.EPOCH)).make(new DoorOptions("x", given, lacking)))
                    .hasMessageContaining("hub.yaml has no x" + suffix + " under routes");
        }
    }

    private Door door() {
        Door door = FileDoors.fetched(new HandClock(Instant.EPOCH)).make(new DoorOptions("x", given, settings));
        doors.add(door);
        return door;
    }

    private HandOver.Handed take(Parcel parcel) {
        try {
            taken.add(new String(((InputStream) parcel.body()).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HandOver.Stored(
                new Receipt(taken.size(), FeedId.of("x/y"), "", "", -1, 1, "", Instant.EPOCH, false));
    }

    private void knownHosts(KeyPair key) throws IOException {
        Files.writeString(
                root.resolve("known_hosts"),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    }

    private SshServer server(int port) {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost("127.0.0.1");
        fresh.setPort(port);
        fresh.setKeyPairProvider(KeyPairProvider.wrap(theirs));
        fresh.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("hub") && KeyUtils.compareKeys(key, ours.getPublic()));
        fresh.setPasswordAuthenticator((user, password, session) -> password.equals(PASSWORD));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(root));
        fresh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        return fresh;
    }

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
