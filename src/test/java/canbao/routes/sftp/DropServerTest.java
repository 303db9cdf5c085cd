package canbao.routes.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import canbao.testing.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropServerTest {
    private static final String PASSWORD = "a-long-password-1";

    private final Path root = Platform.folder("drop-server");
    private final Path drop = root.resolve("drop");
    private final Path box = drop.resolve("civil-affairs/hardship");
    private final Map<String, BoxLogin> logins = new ConcurrentHashMap<>();
    private final SshClient client = SshClient.setUpDefaultClient();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private DropServer server = server(new BoxLimits(1_000, 2_000, 3));
    private KeyPair key = key();

    @BeforeEach
    void start() {
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
        logins.put("civil", login("civil", "civil-affairs", Set.of("hardship", "aid")));
        logins.put("tax", login("tax", "tax", Set.of("payments")));
        server.start(List.copyOf(logins.values()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : closing.reversed()) {
            each.close();
        }
        client.stop();
        server.close();
    }

    @Test
    void a_file_appears_under_its_name_when_the_client_has_closed_it() throws IOException {
        SftpClient sftp = sftp("civil");
        OutputStream out = sftp.write("/hardship/a.csv");
        out.write("one".getBytes(StandardCharsets.UTF_8));
        out.flush();
        assertThat(seen(box)).isEmpty();
        out.close();
        assertThat(box.resolve("a.csv")).hasContent("one");
        assertThat(all(box)).containsExactly("a.csv");
    }

    @Test
    void a_connection_that_breaks_leaves_nothing() throws IOException {
        SftpClient sftp = sftp("civil");
        CloseableHandle handle = sftp.open("/hardship/a.csv", OpenMode.Write, OpenMode.Create);
        sftp.write(handle, 0, "half".getBytes(StandardCharsets.UTF_8));
        assertThat(all(box)).hasSize(1);
        sftp.getSession().close(true);
        await().atMost(Duration.ofSeconds(5)).until(() -> all(box).isEmpty());
    }

    @Test
    void what_a_crash_of_ours_left_is_swept_away() throws IOException {
        server.close();
        Files.writeString(box.resolve(".12-345.part"), "half");
        server = server(BoxLimits.DEFAULT);
        server.start(List.copyOf(logins.values()));
        assertThat(all(box)).isEmpty();
    }

    @Test
    void an_agency_sees_its_own_folders_and_nothing_of_others() throws IOException {
        Files.writeString(drop.resolve("tax/payments/theirs.csv"), "x");
        SftpClient sftp = sftp("civil");
        assertThat(names(sftp, "/")).containsExactlyInAnyOrder("hardship", "aid", "receipts");
        for (String path :
                List.of("/../tax/payments/theirs.csv", "/tax/payments/theirs.csv", "../../tax", "/..", "//tax")) {
            assertThatThrownBy(() -> sftp.read(path).readAllBytes()).as(path).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> put(sftp, path + "/x.csv", "x")).as(path).isInstanceOf(IOException.class);
        }
        assertThat(all(drop.resolve("tax/payments"))).containsExactly("theirs.csv");
    }

    @Test
    void nothing_can_be_read_but_receipts() throws IOException {
        Files.writeString(drop.resolve("civil-affairs/receipts/hardship-1.json"), "{}");
        SftpClient sftp = sftp("civil");
        put(sftp, "/hardship/a.csv", "one");
        assertThatThrownBy(() -> sftp.read("/hardship/a.csv").readAllBytes()).hasMessageContaining("receipts");
        try (InputStream receipt = sftp.read("/receipts/hardship-1.json")) {
            assertThat(receipt.readAllBytes()).hasSize(2);
        }
        for (String path : List.of("/receipts/x.json", "/x.csv", "/other/x.csv", "/hardship/sub/x.csv")) {
            assertThatThrownBy(() -> put(sftp, path, "x")).as(path).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> sftp.remove("/receipts/hardship-1.json")).isInstanceOf(IOException.class);
    }

    @Test
    void names_that_deceive_are_refused_with_the_reason() throws IOException {
        SftpClient sftp = sftp("civil");
        for (String name : List.of(
                "a\nb.csv", "a\u0000b.csv", "..a.csv", ".hidden", "a\u202Eb.csv", "a\\b.csv", "x".repeat(201))) {
            assertThatThrownBy(() -> put(sftp, "/hardship/" + name, "x"))
                    .as(name)
                    .isInstanceOf(IOException.class);
            put(sftp, "/hardship/good.csv", "x");
            assertThatThrownBy(() -> sftp.rename("/hardship/good.csv", "/hardship/" + name))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> put(sftp, "/hardship/.hidden", "x")).hasMessageContaining("rename the file");
        assertThat(all(box)).containsExactly("good.csv");
    }

    @Test
    void links_folders_and_permissions_cannot_be_made_and_a_link_of_ours_is_not_followed() throws IOException {
        SftpClient sftp = sftp("civil");
        put(sftp, "/hardship/a.csv", "one");
        assertThatThrownBy(() -> sftp.symLink("/hardship/l.csv", "/etc/passwd")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> sftp.link("/hardship/l.csv", "/hardship/a.csv", false))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> sftp.mkdir("/hardship/sub")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sftp.rmdir("/hardship")).isInstanceOf(IOException.class);
        sftp.setStat("/hardship/a.csv", new Attributes().perms(0777).modifyTime(FileTime.from(Instant.EPOCH)));
        assertThat(Files.getLastModifiedTime(box.resolve("a.csv")).toInstant()).isAfter(Instant.EPOCH);
        Path secret = Files.writeString(root.resolve("secret"), "not yours");
        Files.createSymbolicLink(drop.resolve("civil-affairs/receipts/l.json"), secret);
        assertThatThrownBy(() -> sftp.read("/receipts/l.json").readAllBytes()).isInstanceOf(IOException.class);
        Files.createSymbolicLink(box.resolve("l.csv"), secret);
        put(sftp, "/hardship/l.csv", "over it");
        assertThat(secret).hasContent("not yours");
    }

    @Test
    void a_file_can_be_renamed_and_deleted_by_its_sender_until_it_is_taken() throws IOException {
        SftpClient sftp = sftp("civil");
        put(sftp, "/hardship/a.csv.filepart", "one");
        sftp.rename("/hardship/a.csv.filepart", "/hardship/a.csv");
        put(sftp, "/hardship/b.csv", "two");
        assertThatThrownBy(() -> sftp.rename("/hardship/b.csv", "/hardship/a.csv"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sftp.rename("/hardship/b.csv", "/aid/b.csv")).isInstanceOf(IOException.class);
        sftp.remove("/hardship/b.csv");
        assertThat(all(box)).containsExactly("a.csv");
        put(sftp, "/hardship/a.csv", "newer");
        assertThat(box.resolve("a.csv")).hasContent("newer");
    }

    @Test
    void a_file_over_the_limit_and_a_full_folder_are_refused() throws IOException {
        SftpClient sftp = sftp("civil");
        assertThatThrownBy(() -> put(sftp, "/hardship/big.csv", "x".repeat(1_001)))
                .isInstanceOf(IOException.class);
        CloseableHandle hole = sftp.open("/hardship/hole.csv", OpenMode.Write, OpenMode.Create);
        assertThatThrownBy(() -> sftp.write(hole, 1L << 40, new byte[] {1})).isInstanceOf(IOException.class);
        assertThatThrownBy(hole::close).hasMessageContaining("not whole");
        put(sftp, "/hardship/a.csv", "x".repeat(1_000));
        put(sftp, "/aid/b.csv", "x".repeat(900));
        assertThatThrownBy(() -> put(sftp, "/aid/c.csv", "x".repeat(200))).isInstanceOf(IOException.class);
        assertThat(all(box)).containsExactly("a.csv");
        assertThat(all(drop.resolve("civil-affairs/aid"))).containsExactly("b.csv");
    }

    @Test
    void a_key_signs_in_and_a_stranger_or_a_withdrawn_login_does_not() throws Exception {
        logins.put(
                "civil",
                new BoxLogin(
                        "civil",
                        "civil-affairs",
                        Set.of("hardship"),
                        List.of(PublicKeyEntry.toString(key.getPublic()) + " comment"),
                        text -> false));
        ClientSession session = connect("civil");
        session.addPublicKeyIdentity(key);
        session.auth().verify(Duration.ofSeconds(10));
        SftpClient sftp = closing(SftpClientFactory.instance().createSftpClient(session));
        put(sftp, "/hardship/a.csv", "one");
        for (KeyPair wrong : List.of(key(), key())) {
            ClientSession stranger = connect("civil");
            stranger.addPublicKeyIdentity(wrong);
            stranger.addPasswordIdentity(PASSWORD);
            assertThatThrownBy(() -> stranger.auth().verify(Duration.ofSeconds(10)))
                    .isInstanceOf(IOException.class);
        }
        logins.remove("civil");
        assertThatThrownBy(() -> put(sftp, "/hardship/b.csv", "two")).hasMessageContaining("withdrawn");
        assertThatThrownBy(() -> sftp("civil")).isInstanceOf(IOException.class);
    }

    @Test
    void each_kind_of_key_that_openssh_makes_signs_in() throws Exception {
        for (KeyPair each : List.of(key("RSA"), key("EC"), key("Ed25519"))) {
            String line = PublicKeyEntry.toString(each.getPublic());
            assertThat(line).startsWith(each.getPublic().getAlgorithm().startsWith("Ed") ? "ssh-ed25519 " : "");
            logins.put(
                    "civil", new BoxLogin("civil", "civil-affairs", Set.of("hardship"), List.of(line), text -> false));
            ClientSession session = connect("civil");
            session.addPublicKeyIdentity(each);
            session.auth().verify(Duration.ofSeconds(10));
            assertThat(session.isAuthenticated()).as(line.substring(0, 12)).isTrue();
        }
    }

    @Test
    void there_is_no_shell_no_command_and_no_forwarding() throws IOException {
        ClientSession session = session("civil");
        Path trace = root.resolve("trace");
        ChannelExec exec = closing(session.createExecChannel("touch " + trace));
        exec.open().verify(Duration.ofSeconds(5));
        ChannelShell shell = closing(session.createShellChannel());
        shell.setIn(new ByteArrayInputStream(("touch " + trace + "\n").getBytes(StandardCharsets.UTF_8)));
        shell.open().verify(Duration.ofSeconds(5));
        exec.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(1));
        shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(1));
        assertThat(trace).doesNotExist();
        assertThat(exec.getExitStatus()).isNull();
        assertThat(shell.getExitStatus()).isNull();
        SshdSocketAddress inside = new SshdSocketAddress("127.0.0.1", server.port());
        assertThatThrownBy(() -> session.startRemotePortForwarding(new SshdSocketAddress("127.0.0.1", 0), inside))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> session.createDirectTcpipChannel(new SshdSocketAddress("127.0.0.1", 1), inside)
                        .open()
                        .verify(Duration.ofSeconds(5)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void the_host_key_stays_the_same_and_is_private() throws IOException {
        Path file = root.resolve("host-key");
        byte[] before = Files.readAllBytes(file);
        HostKey.create(file, new SecureRandom());
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThatThrownBy(() -> HostKey.read(root.resolve("none"))).hasMessageContaining("./hub secrets");
    }

    private DropServer server(BoxLimits limits) {
        HostKey.create(root.resolve("host-key"), new SecureRandom());
        return new DropServer(
                new DropServer.Address("127.0.0.1", 0, root.resolve("host-key")),
                drop,
                user -> Optional.ofNullable(logins.get(user)),
                limits);
    }

    private static BoxLogin login(String user, String agency, Set<String> feeds) {
        return new BoxLogin(user, agency, feeds, List.of(), PASSWORD::equals);
    }

    private static KeyPair key() {
        return key("RSA");
    }

    private static KeyPair key(String algorithm) {
        try {
            KeyPairGenerator generator = algorithm.equals("Ed25519")
                    ? KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider())
                    : KeyPairGenerator.getInstance(algorithm);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ClientSession connect(String user) throws IOException {
        return closing(client.connect(user, "127.0.0.1", server.port())
                .verify(Duration.ofSeconds(10))
                .getSession());
    }

    private ClientSession session(String user) throws IOException {
        ClientSession session = connect(user);
        session.addPasswordIdentity(PASSWORD);
        session.auth().verify(Duration.ofSeconds(10));
        return session;
    }

    private SftpClient sftp(String user) throws IOException {
        return closing(SftpClientFactory.instance().createSftpClient(session(user)));
    }

    private <T extends AutoCloseable> T closing(T resource) {
        closing.add(resource);
        return resource;
    }

    private static void put(SftpClient sftp, String path, String text) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> names(SftpClient sftp, String folder) throws IOException {
        List<String> names = new ArrayList<>();
        sftp.readDir(folder).forEach(entry -> names.add(entry.getFilename()));
        names.removeAll(List.of(".", ".."));
        return names;
    }

    private static List<String> seen(Path folder) throws IOException {
        return all(folder).stream().filter(name -> !name.startsWith(".")).toList();
    }

    private static List<String> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
