package canbao.routes.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.crypto.Sm3;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import canbao.routes.door.Door;
import canbao.routes.door.DoorOptions;
import canbao.routes.door.HandOver;
import canbao.routes.door.Parcel;
import canbao.sim.SftpAgency;
import canbao.testing.HandClock;
import canbao.testing.Platform;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDoorTest {
    private static final String PASSWORD = "a-password-for-tests";
    private final Path root = Platform.folder("file-door");
    private final Path folder = root.resolve("out");
    private final HandClock clock = new HandClock(Instant.parse("2024-11-01T00:00:00Z"));
    private final Map<String, String> given = new HashMap<>(Map.of("settle", "PT1S"));
    private final List<Taken> taken = new ArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();

    private record Taken(String name, String text, Control control) {}

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closing.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_file_is_read_once_it_has_come_to_rest_and_moved_after_the_hand_over(String kind) throws IOException {
        Door door = door(kind);
        put("b.csv", "two");
        put("a.csv", "one");
        door.look(this::take);
        assertThat(taken).isEmpty();
        settle();
        door.look(this::take);
        assertThat(taken).extracting(Taken::text).containsExactly("one", "two");
        assertThat(folder.resolve(".done/a.csv")).hasContent("one");
        assertThat(names()).isEmpty();
        settle();
        door.look(this::take);
        assertThat(taken).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_file_that_grows_is_waited_for(String kind) throws IOException {
        Door door = door(kind);
        for (String part : List.of("1", "12", "123")) {
            put("a.csv", part);
            settle();
            door.look(this::take);
        }
        assertThat(taken).isEmpty();
        settle();
        door.look(this::take);
        assertThat(taken).extracting(Taken::text).containsExactly("123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_file_that_somebody_goes_on_writing_while_we_read_is_not_taken(String kind) throws IOException {
        Door door = door(kind);
        put("a.csv", "half");
        door.look(this::take);
        settle();
        door.look(parcel -> {
            put("a.csv", "half and half");
            return take(parcel);
        });
        assertThat(taken).isEmpty();
        door.look(this::take);
        settle();
        door.look(this::take);
        assertThat(taken).extracting(Taken::text).containsExactly("half and half");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_file_rewritten_at_the_same_length_while_we_read_is_not_taken(String kind) throws IOException {
        Door door = door(kind);
        put("a.csv", "half");
        Files.setLastModifiedTime(folder.resolve("a.csv"), FileTime.fromMillis(1_700_000_000_000L));
        door.look(this::take);
        settle();
        door.look(parcel -> {
            put("a.csv", "HALF");
            return take(parcel);
        });
        assertThat(taken).isEmpty();
        door.look(this::take);
        settle();
        door.look(this::take);
        assertThat(taken).extracting(Taken::text).containsExactly("HALF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void with_done_files_a_file_without_one_is_never_read(String kind) throws IOException {
        given.put("ready", "done-file");
        Door door = door(kind);
        put("a.csv", "one");
        twice(door);
        assertThat(taken).isEmpty();
        put("a.csv.done", "");
        twice(door);
        assertThat(taken).extracting(Taken::name).containsExactly("a.csv");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void unfinished_hidden_and_unwanted_files_and_folders_are_left_alone(String kind) throws IOException {
        given.put("include", "*.csv, *.part, *.CSV.filepart, .*");
        given.put("exclude", "draft*");
        Door door = door(kind);
        List<String> left = List.of("a.csv.part", "b.csv.filepart", ".hidden.csv", "draft-1.csv", "note.txt");
        for (String name : left) {
            put(name, "x");
        }
        Files.createDirectories(folder.resolve("sub.csv"));
        put("sub.csv/inner.csv", "x");
        twice(door);
        assertThat(taken).isEmpty();
        assertThat(names()).containsAll(left).contains("sub.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_link_is_refused_and_what_it_points_to_stays_unread(String kind) throws IOException {
        Door door = door(kind);
        Path secret = Files.writeString(root.resolve("secret"), "not yours");
        Files.createSymbolicLink(folder.resolve("a.csv"), secret);
        twice(door);
        assertThat(taken).isEmpty();
        assertThat(secret).hasContent("not yours");
        assertThat(error("a.csv").getString("rule")).isEqualTo("SYMLINK");
        assertThat(Files.isSymbolicLink(folder.resolve(".refused/a.csv"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_name_that_deceives_is_put_aside_under_another(String kind) throws IOException {
        Door door = door(kind);
        List<String> names = List.of("a\nb.csv", "a\u0007.csv", "x..csv", "a\u202Evsc.csv");
        for (String name : names) {
            put(name, "x");
        }
        twice(door);
        assertThat(taken).isEmpty();
        assertThat(names()).isEmpty();
        for (String name : names) {
            JsonObject error = error(FileNames.plain(name));
            assertThat(error.getString("file")).isEqualTo(name);
            assertThat(error.getString("rule")).isEqualTo("FILE_NAME");
            assertThat(error.getJsonObject("fix").getString("en")).contains("rename");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_name_that_looks_like_an_expression_is_only_a_name(String kind) throws IOException {
        Door door = door(kind);
        put("${body}{{x}}%s.csv", "one");
        twice(door);
        assertThat(taken).extracting(Taken::name).containsExactly("${body}{{x}}%s.csv");
        assertThat(folder.resolve(".done/${body}{{x}}%s.csv")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_refused_file_goes_aside_with_the_reason(String kind) throws IOException {
        Door door = door(kind);
        put("a.csv", "one");
        door.look(this::take);
        settle();
        door.look(parcel -> new HandOver.Refused(new Refusal("NO_CONTRACT", "x/y", "请 / please")));
        assertThat(folder.resolve(".refused/a.csv")).hasContent("one");
        assertThat(error("a.csv").getMap())
                .containsEntry("rule", "NO_CONTRACT")
                .containsEntry("place", "x/y")
                .containsEntry("at", clock.instant().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_file_stays_while_the_hub_is_in_trouble(String kind) throws IOException {
        Door door = door(kind);
        put("a.csv", "one");
        door.look(this::take);
        settle();
        assertThatThrownBy(() -> door.look(parcel -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");
        assertThat(names()).containsExactly("a.csv");
        door.look(this::take);
        assertThat(taken).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_control_file_travels_with_its_file(String kind) throws IOException {
        Door door = door(kind);
        String digest = java.util.HexFormat.of().formatHex(Sm3.digest("one".getBytes(StandardCharsets.UTF_8)));
        put(
                "a.csv.ctl",
                "{\"rows\": 1, \"sum\": \"3.50\", \"digest\": \"" + digest.toUpperCase(java.util.Locale.ROOT) + "\"}");
        put("a.csv", "one");
        put("b.csv", "two");
        put("c.csv.ctl", "rows=1");
        put("c.csv", "three");
        twice(door);
        assertThat(taken)
                .containsExactly(
                        new Taken("a.csv", "one", new Control(1, "3.50", digest)),
                        new Taken("b.csv", "two", Control.NONE));
        assertThat(folder.resolve(".done/a.csv.ctl")).exists();
        assertThat(error("c.csv").getString("rule")).isEqualTo("CONTROL_FILE");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "sftp"})
    void a_file_over_the_limit_is_refused_unread(String kind) throws IOException {
        given.put("maxBytes", "3");
        Door door = door(kind);
        put("a.csv", "four");
        twice(door);
        assertThat(taken).isEmpty();
        assertThat(error("a.csv").getString("rule")).isEqualTo("TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder"})
    void a_link_in_the_place_of_our_own_folder_leads_nowhere(String kind) throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Door door = door(kind);
        Files.createSymbolicLink(folder.resolve(".done"), elsewhere);
        put("a.csv", "one");
        door.look(this::take);
        settle();
        assertThatThrownBy(() -> door.look(this::take)).hasMessageContaining(".done");
        assertThat(elsewhere).isEmptyDirectory();
    }

    private SftpAgency agency = new SftpAgency(root, "canbao", PASSWORD, 0);

    private Door door(String kind) throws IOException {
        Files.createDirectories(folder);
        given.put("feed", "x/y");
        Properties settings = new Properties();
        if (kind.equals("folder")) {
            settings.setProperty("place", folder.toString());
            return FileDoors.folder(clock).make(new DoorOptions("place", given, settings));
        }
        agency.start();
        closing.add(agency::stop);
        Files.writeString(root.resolve("known_hosts"), agency.knownHosts());
        settings.setProperty("place", "127.0.0.1:" + agency.port());
        settings.setProperty("place.user", "canbao");
        settings.setProperty("place.password", PASSWORD);
        settings.setProperty("place.known-hosts", root.resolve("known_hosts").toString());
        given.put("folder", "out");
        Door door = FileDoors.fetched(clock).make(new DoorOptions("place", given, settings));
        closing.add(door);
        return door;
    }

    private void twice(Door door) {
        door.look(this::take);
        settle();
        door.look(this::take);
    }

    private void settle() {
        clock.forward(Duration.ofSeconds(1));
    }

    private HandOver.Handed take(Parcel parcel) {
        try {
            String text = new String(((InputStream) parcel.body()).readAllBytes(), StandardCharsets.UTF_8);
            taken.add(new Taken(parcel.name(), text, parcel.control()));
            return new HandOver.Stored(
                    new Receipt(taken.size(), FeedId.of("x/y"), "", parcel.name(), -1, 1, "", clock.instant(), false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject error(String name) throws IOException {
        return new JsonObject(Files.readString(folder.resolve(".refused/" + name + ".error.json")));
    }

    private void put(String name, String text) {
        String path = folder.resolve(name).toString();
        Platform.vertx().fileSystem().writeFileBlocking(path, Buffer.buffer(text));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !List.of(".done", ".refused").contains(name))
                    .sorted()
                    .toList();
        }
    }
}
