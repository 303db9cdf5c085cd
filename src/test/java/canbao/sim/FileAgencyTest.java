package canbao.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agencies that offer files, fetched from as the hub would. */
class FileAgencyTest {
    private static final byte[] LIST = "身份证件号码,姓名\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_client_that_checks_the_host_key_fetches_the_list() throws IOException {
        SftpAgency agency = agency();
        agency.start();
        try {
            agency.put("hardship-20241101.csv", LIST);
            assertThat(fetch(agency, "s3cret")).containsExactly("hardship-20241101.csv");
            agency.stop();
            agency.start();
            assertThat(fetch(agency, "s3cret")).hasSize(1);
        } finally {
            agency.stop();
        }
    }

    @Test
    void a_wrong_password_is_refused_and_another_agency_has_another_host_key() throws IOException {
        SftpAgency agency = agency();
        agency.start();
        try {
            assertThatThrownBy(() -> fetch(agency, "guess")).hasMessageContaining("authentication methods");
            assertThat(agency().knownHosts().split(" ", -1)[2])
                    .isNotEqualTo(agency.knownHosts().split(" ", -1)[2]);
        } finally {
            agency.stop();
        }
    }

    @Test
    void a_dropped_file_leaves_nothing_else_behind_and_replaces_the_older_one() throws IOException {
        FolderAgency agency = new FolderAgency(folder.resolve("drop"));
        agency.put("roster.xlsx", new byte[] {1});
        agency.put("roster.xlsx", LIST);
        try (Stream<Path> files = Files.list(folder.resolve("drop"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("roster.xlsx");
        }
        assertThat(folder.resolve("drop/roster.xlsx")).hasBinaryContent(LIST);
    }

    @Test
    void police_send_one_person_s_records_under_one_key_that_does_not_name_him() {
        List<String> keys = new ArrayList<>();
        PoliceSimulator police = new PoliceSimulator((key, record) -> keys.add(key), new byte[] {1, 2, 3});
        String move = "{\"GMSFHM\":\"33030219800101001X\",\"SJLX\":\"迁入\"}";
        police.send(List.of(move, "{\"CSYXZMBH\":\"V330000001\",\"SJLX\":\"出生登记\"}", move.replace("迁入", "死亡注销")));
        assertThat(keys.get(0)).isEqualTo(keys.get(2)).isNotEqualTo(keys.get(1)).doesNotContain("1980");
        assertThat(police.sent()).isEqualTo(3);
    }

    private SftpAgency agency() {
        return new SftpAgency(folder, "hub", "s3cret", 0);
    }

    private static List<String> fetch(SftpAgency agency, String password) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> known(agency, key));
            client.start();
            try (ClientSession session = client.connect("hub", "127.0.0.1", agency.port())
                    .verify(5000)
                    .getSession()) {
                session.addPasswordIdentity(password);
                session.auth().verify(5000);
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                    return names(sftp);
                }
            }
        }
    }

    private static List<String> names(SftpClient sftp) throws IOException {
        List<String> names = StreamSupport.stream(sftp.readDir("/").spliterator(), false)
                .map(SftpClient.DirEntry::getFilename)
                .filter(name -> !name.startsWith("."))
                .toList();
        for (String name : names) {
            try (var content = sftp.read("/" + name)) {
                assertThat(content.readAllBytes()).isEqualTo(LIST);
            }
        }
        return names;
    }

    private static boolean known(SftpAgency agency, PublicKey key) {
        try {
            KnownHostEntry entry = KnownHostEntry.readKnownHostEntries(new StringReader(agency.knownHosts()), true)
                    .getFirst();
            return entry.isHostMatch("127.0.0.1", agency.port())
                    && key.equals(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
