package canbao.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.audit.AuditStore;
import canbao.audit.ChainStore;
import canbao.crypto.Sm3;
import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.model.Actor;
import canbao.testing.Platform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a database with a ledger chain and an audit chain, each of three links, that somebody changes by SQL. */
class AuditVerifyTest {
    private static final DatabaseAddress ADDRESS = Platform.freshDatabase();
    private static final Database DATABASE = new Database(Platform.vertx(), ADDRESS, 2);

    @TempDir
    private static Path folder = Path.of("");

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void write() throws IOException {
        AuditStore audit = new AuditStore(DATABASE, "hub-1", InstantSource.system());
        for (int i = 1; i <= 3; i++) {
            audit.append(Actor.staff("admin"), "batch.release", "batch " + i, new JsonObject());
            entry(i);
        }
        Files.createDirectory(folder.resolve("secrets"));
        for (String secret : List.of("postgres", "sms", "civil-affairs-sftp", "vault-key", "lookup-key")) {
            Files.writeString(
                    folder.resolve("secrets").resolve(secret), "00".repeat(secret.equals("lookup-key") ? 32 : 16));
        }
        Files.writeString(folder.resolve("secrets/postgres"), ADDRESS.password());
        String hub = Files.readString(Path.of("config/hub.yaml"));
        Files.writeString(
                folder.resolve("hub.yaml"),
                hub.replace("host: 127.0.0.1\n  port: 5432\n  database: canbao\n  user: canbao\n", """
                        host: %s
                          port: %d
                          database: %s
                          user: %s
                        """.formatted(
                                ADDRESS.host(), ADDRESS.port(), ADDRESS.database(), ADDRESS.user())));
    }

    /** As the engine appends, with the fields digested in their order. */
    private static void entry(int n) {
        String person = "00000000-0000-0000-0000-00000000000" + n;
        String bytes =
                "SELECT encode(convert_to('hub:engine', 'UTF8') || '\\x00' || int8send(0) || uuid_send('%s') || int4send(2025) || int4send(390) || int4send(1)"
                                .formatted(person)
                        + " || convert_to('OWED', 'UTF8') || '\\x0000' || int8send(1) || int8send(2) || int8send(3) || int8send(0)"
                        + " || convert_to('p/1', 'UTF8') || '\\x00' || convert_to('a/b@1:1', 'UTF8') || '\\x00', 'hex')";
        byte[] digested = java.util.HexFormat.of()
                .parseHex(DATABASE.run(bytes).iterator().next().getString(0));
        DATABASE.inBulkDo(transaction -> {
            long link = ChainStore.append(transaction, "ledger/tick", Sm3.digest(digested));
            transaction.script("INSERT INTO posting (id, chain, link, actor, at)" + " VALUES (" + -link
                    + ", 'ledger/tick', " + link + ", 'hub:engine', to_timestamp(0))");
            transaction.script("INSERT INTO entry (person, coverage_year, product, ordinal, kind, personal_fen,"
                    + " subsidy_fen, fiscal_fen, policy, evidence, posting) VALUES ('" + person
                    + "', 2025, 390, 1, 'OWED', 1, 2, 3, 'p/1', 'a/b@1:1', " + -link + ")");
        });
    }

    @AfterAll
    static void disconnect() {
        DATABASE.close();
    }

    private final List<String> undo = new ArrayList<>();

    @AfterEach
    void repair() {
        undo.forEach(AuditVerifyTest::change);
        assertThat(verify().exit).as("repaired").isZero();
    }

    @Test
    void intact_chains_are_listed_with_their_heads_and_nothing_is_written() {
        Ran ran = verify();
        assertThat(ran.exit).isZero();
        assertThat(ran.json.getBoolean("intact")).isTrue();
        assertThat(ran.json.getJsonArray("chains")).hasSize(2);
        JsonObject ledger = ran.json.getJsonArray("chains").getJsonObject(1);
        assertThat(ledger.getString("chain")).isEqualTo("ledger/tick");
        assertThat(ledger.getString("table")).isEqualTo("entry");
        assertThat(ledger.getLong("links")).isEqualTo(3);
        assertThat(ledger.getString("head")).hasSize(64);
    }

    @Test
    void a_changed_entry_is_named_with_its_chain_its_link_its_table_and_what_to_do() {
        change("UPDATE entry SET subsidy_fen = 66000 WHERE posting = -2");
        undo.add("UPDATE entry SET subsidy_fen = 2 WHERE posting = -2");
        JsonObject broken = broken("ledger/tick");
        assertThat(broken.getString("fault") + " " + broken.getLong("link") + " " + broken.getString("table"))
                .isEqualTo("ROWS_CHANGED 2 entry");
        assertThat(broken.getJsonObject("fix").getString("en")).contains("backup", broken.getString("find"));
        assertThat(DATABASE.run(broken.getString("find")).iterator().next().getLong("subsidy_fen"))
                .as("the query that the fix names")
                .isEqualTo(66000);
        Ran text = run();
        assertThat(text.exit).isEqualTo(1);
        assertThat(text.out).contains("✗ ledger/tick  entry  #2", "✓ audit/hub-1  audit  3", "1 of 2 chains");
    }

    @Test
    void a_deleted_entry_and_a_deleted_act_are_found() {
        change("CREATE TABLE kept AS SELECT * FROM entry WHERE posting = -3");
        change("DELETE FROM entry WHERE posting = -3");
        change("CREATE TABLE kept_act AS SELECT * FROM audit WHERE seq = 1");
        change("DELETE FROM audit WHERE seq = 1");
        undo.addAll(List.of(
                "INSERT INTO entry SELECT * FROM kept",
                "DROP TABLE kept",
                "INSERT INTO audit SELECT * FROM kept_act",
                "DROP TABLE kept_act"));
        assertThat(broken("ledger/tick").getString("fault")).isEqualTo("ROWS_MISSING");
        assertThat(broken("ledger/tick").getLong("link")).isEqualTo(3);
        assertThat(broken("audit/hub-1").getString("fault")).isEqualTo("ROWS_MISSING");
    }

    @Test
    void a_link_that_was_changed_is_found_in_the_table_of_links() {
        change("CREATE TABLE kept AS SELECT link FROM chain WHERE name = 'ledger/tick' AND seq = 1");
        change("UPDATE chain SET link = sha256('forged') WHERE name = 'ledger/tick' AND seq = 1");
        undo.addAll(List.of(
                "UPDATE chain SET link = (SELECT link FROM kept) WHERE name = 'ledger/tick' AND seq = 1",
                "DROP TABLE kept"));
        JsonObject broken = broken("ledger/tick");
        assertThat(broken.getString("fault") + " " + broken.getLong("link") + " " + broken.getString("table"))
                .isEqualTo("LINK_CHANGED 1 chain");
        assertThat(DATABASE.run(broken.getString("find")).size()).isEqualTo(1);
    }

    @Test
    void an_entry_that_no_link_covers_is_found() {
        change("INSERT INTO posting SELECT -4, chain, 4, actor, at FROM posting WHERE id = -3");
        undo.add("DELETE FROM posting WHERE id = -4");
        assertThat(broken("ledger/tick").getString("fault")).isEqualTo("ROWS_OUTSIDE");
        assertThat(broken("ledger/tick").getLong("link")).isEqualTo(4);
        change("UPDATE posting SET chain = 'ledger/none' WHERE id = -4");
        assertThat(broken("ledger/none").getLong("link")).isEqualTo(4);
    }

    @Test
    void an_entry_that_no_posting_brought_is_found() {
        change("INSERT INTO entry SELECT person, coverage_year, product, 2, kind, category, personal_fen, subsidy_fen,"
                + " fiscal_fen, policy, evidence, moved_fen, -9 FROM entry WHERE posting = -3");
        undo.add("DELETE FROM entry WHERE posting = -9");
        JsonObject broken = broken("ledger/unposted");
        assertThat(broken.getLong("link")).isEqualTo(-9);
        assertThat(DATABASE.run(broken.getString("find")).size()).isEqualTo(1);
    }

    @Test
    void who_posted_and_when_is_covered() {
        change("UPDATE posting SET actor = 'hub:somebody' WHERE id = -2");
        undo.add("UPDATE posting SET actor = 'hub:engine' WHERE id = -2");
        assertThat(broken("ledger/tick").getString("fault")).isEqualTo("ROWS_CHANGED");
    }

    @Test
    void a_chain_that_was_cut_off_with_its_rows_is_found_by_the_heads_that_were_noted() throws IOException {
        Path heads = folder.resolve("heads.json");
        Files.writeString(heads, verify().json.encode());
        assertThat(run("--heads", heads.toString()).exit).isZero();
        change("CREATE TABLE kept AS SELECT * FROM entry WHERE posting = -3");
        change("DELETE FROM entry WHERE posting = -3");
        change("CREATE TABLE kept_posting AS SELECT * FROM posting WHERE id = -3");
        change("DELETE FROM posting WHERE id = -3");
        change("CREATE TABLE kept_link AS SELECT * FROM chain WHERE name = 'ledger/tick' AND seq = 3");
        change("DELETE FROM chain WHERE name = 'ledger/tick' AND seq = 3");
        undo.addAll(List.of(
                "INSERT INTO chain SELECT * FROM kept_link",
                "DROP TABLE kept_link",
                "INSERT INTO posting SELECT * FROM kept_posting",
                "DROP TABLE kept_posting",
                "INSERT INTO entry SELECT * FROM kept",
                "DROP TABLE kept"));
        assertThat(verify().exit).as("shorter, and sound as far as it goes").isZero();
        Ran ran = run("--heads", heads.toString());
        assertThat(ran.exit).isEqualTo(1);
        assertThat(ran.out).contains("✗ ledger/tick  chain  #3");
    }

    @Test
    void wrong_use_and_a_database_that_is_away_exit_with_two() throws IOException {
        Path wrong = folder.resolve("wrong.json");
        Files.writeString(wrong, "[]");
        assertThat(run("--heads", wrong.toString()).exit).isEqualTo(2);
        assertThat(errors.toString()).contains("wrong.json");
        assertThat(run("--no-such-option").exit).isEqualTo(2);
        Path hub = folder.resolve("hub.yaml");
        String right = Files.readString(hub);
        Files.writeString(hub, right.replace("port: " + ADDRESS.port(), "port: 1"));
        assertThat(run().exit).isEqualTo(2);
        assertThat(errors.toString()).contains("cannot reach PostgreSQL " + ADDRESS.host() + ":1/");
        Files.writeString(hub, right);
    }

    private record Ran(int exit, String out, JsonObject json) {}

    private JsonObject broken(String chain) {
        Ran ran = verify();
        assertThat(ran.exit).isEqualTo(1);
        assertThat(ran.json.getBoolean("intact")).isFalse();
        return ran.json.getJsonArray("chains").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("chain").equals(chain))
                .findFirst()
                .orElseThrow()
                .getJsonObject("broken");
    }

    private Ran verify() {
        Ran ran = run("--json");
        return new Ran(ran.exit, ran.out, new JsonObject(ran.out));
    }

    private Ran run(String... options) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("verify", "--config", folder.toString()));
        arguments.addAll(List.of(options));
        int exit = new CommandLine(new AuditCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
        return new Ran(exit, out.toString(), new JsonObject());
    }

    /** What a database administrator could do who switches the triggers off. */
    private static void change(String sql) {
        DATABASE.inBulkDo(transaction -> {
            transaction.script("SET LOCAL session_replication_role = replica");
            transaction.script(sql);
        });
    }
}
