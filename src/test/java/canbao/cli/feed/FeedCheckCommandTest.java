package canbao.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.check.BatchCheck;
import canbao.feed.check.BatchCheck.Question;
import canbao.feed.check.BatchCheck.Verdict;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.read.FeedReader;
import canbao.identity.CertificateKeys;
import canbao.io.Bulk;
import canbao.io.Database;
import canbao.io.yaml.Problems;
import canbao.model.FeedId;
import canbao.model.PersonKey;
import canbao.model.batch.Applied;
import canbao.model.batch.Applying;
import canbao.model.batch.BatchHeader;
import canbao.model.batch.Control;
import canbao.registry.Registry;
import canbao.testing.Platform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedCheckCommandTest {
    private static final String CIVIL = "civil-affairs/hardship";
    private static final String HEADER = "身份证件号码,姓名,救助类型,残疾等级,户编号,行政区划,起始年月,终止年月,联系电话\n";
    private static final String ONE = "330302195001010111,陈大海,城市特困,,H-001,330302033,202401,,\n";
    private static final String TWO = "330302201509010129,林小鱼,孤儿,,H-002,330302033,202401,,\n";
    private static final String TWO_CHANGED = "330302201509010129,林小鱼,城市特困,,H-002,330302033,202401,,\n";
    private static final String THREE = "330302196803150137,周大,农村低保,,H-003,330302,202402,,\n";
    private static final String THREE_UNUSABLE = "330302196803150137,周大,别的,,H-003,330302,202402,,\n";
    private static final String WRONG_DIGIT = "330302197007070140,某某,孤儿,,H-004,330302,202402,,\n";

    private Path folder = Path.of("");

    @BeforeEach
    void here(@TempDir Path made) {
        folder = made;
    }

    @Test
    void a_file_without_faults_ends_with_zero() throws IOException {
        Ran ran = Ran.feed("check", CIVIL, file("hardship-20250101.csv", HEADER + ONE + TWO));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("2 条可用").contains("0 条不可用").doesNotContain("退出 / withdrawn");
    }

    @Test
    void a_rejected_row_is_explained_without_showing_the_person() throws IOException {
        String good = rows(40);
        Ran ran = Ran.feed("check", CIVIL, file("hardship-20250101.csv", HEADER + good + WRONG_DIGIT));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("第42行 / line 42")
                .contains("身份证件号码（certificate）")
                .contains("CERTIFICATE_CHECK_DIGIT")
                .contains("校验位不符")
                .contains("copy it from the document")
                .doesNotContain("330302197007070140")
                .doesNotContain("某某");
    }

    @Test
    void the_json_has_one_shape() throws IOException {
        String before = file("hardship-20241201.csv", HEADER + rows(60) + ONE + TWO + THREE);
        String now = file("hardship-20250101.csv", HEADER + rows(60) + TWO_CHANGED + THREE_UNUSABLE);
        Ran ran = Ran.feed("check", CIVIL, now, "--previous", before, "--json");
        assertThat(ran.code()).isEqualTo(1);
        JsonObject json = new JsonObject(ran.out());
        JsonArray rejected = (JsonArray) json.remove("rejected");
        assertThat(json.encode())
                .isEqualTo("{\"feed\":\"civil-affairs/hardship\",\"version\":1,\"rows\":62,\"accepted\":61,"
                        + "\"contested\":[],\"added\":0,\"changed\":1,\"withdrawn\":1,\"unchanged\":60,\"stale\":0,"
                        + "\"heldWithdrawals\":0,\"held\":false}");
        assertThat(rejected).hasSize(1);
        JsonObject row = rejected.getJsonObject(0);
        assertThat(row.fieldNames()).containsExactly("part", "line", "field", "value", "rule", "fix");
        assertThat(row.getInteger("line")).isEqualTo(63);
        assertThat(row.getString("field")).isEqualTo("category");
        assertThat(row.getString("rule")).isEqualTo("UNKNOWN_CODE");
        assertThat(row.getString("fix")).contains("取值应为").contains("use one of");
    }

    @Test
    void without_a_previous_file_nothing_is_said_of_changes() throws IOException {
        Ran ran = Ran.feed("check", CIVIL, file("hardship-20250101.csv", HEADER + ONE), "--json");
        assertThat(new JsonObject(ran.out()).fieldNames())
                .containsExactlyInAnyOrder("rejected", "feed", "version", "rows", "accepted", "contested");
    }

    @Test
    void a_refused_batch_ends_with_two_and_accepts_nothing() throws IOException {
        String noKey = ",陈大海,城市特困,,H-001,330302033,202401,,\n";
        Ran ran = Ran.feed("check", CIVIL, file("hardship-20250101.csv", HEADER + ONE + noKey), "--json");
        assertThat(ran.code()).isEqualTo(2);
        JsonObject json = new JsonObject(ran.out());
        assertThat(json.getInteger("accepted")).isZero();
        assertThat(json.getJsonObject("refusal").getString("rule")).isEqualTo("BLANK_KEY");
        assertThat(json.getJsonObject("refusal").getString("place")).startsWith("line 3");
        assertThat(json.getJsonObject("refusal").getString("fix")).contains("整批退回");
    }

    @Test
    void a_list_that_is_cut_off_is_announced_as_one_that_would_be_held() throws IOException {
        String before = file("hardship-20241201.csv", HEADER + rows(50));
        String now = file("hardship-20250101.csv", HEADER + rows(40));
        Ran ran = Ran.feed("check", CIVIL, now, "--previous", before);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("退出 / withdrawn 10").contains("挂起").contains("5.0 %");
    }

    @Test
    void a_key_with_two_contents_is_no_row_that_could_be_used() throws IOException {
        Ran ran = Ran.feed("check", CIVIL, file("hardship-20250101.csv", HEADER + ONE + TWO + TWO_CHANGED));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("第3行和第4行 / lines 3 and 4");
    }

    @Test
    void a_contract_may_be_a_file_and_unusable_arguments_are_told() throws IOException {
        String file = file("hardship-20250101.csv", HEADER + ONE);
        assertThat(Ran.feed("check", "config/contracts/civil-affairs-hardship.yaml", file)
                        .code())
                .isZero();
        Ran unknown = Ran.feed("check", "civil-affairs/other", file);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("没有合同").contains(CIVIL);
        assertThat(Ran.feed("check", CIVIL, file + ".gone").code()).isEqualTo(2);
    }

    /** Every way in which two lists can differ, told by the command's own comparison and by the registry on a database. */
    @Test
    void the_comparison_counts_what_the_registry_would_do() throws IOException {
        Contract contract =
                ContractCatalogue.load(Path.of("config"), new Problems()).of(FeedId.of(CIVIL));
        String before = HEADER + rows(200) + ONE + TWO + THREE;
        for (String now : List.of(
                HEADER + rows(200) + ONE + TWO + THREE,
                HEADER + rows(195) + TWO_CHANGED + THREE_UNUSABLE,
                HEADER + rows(205) + ONE + TWO + TWO_CHANGED + THREE,
                HEADER + rows(198) + ONE + ONE + THREE + WRONG_DIGIT,
                HEADER + rows(100))) {
            assertThat(compared(contract, before, now)).isEqualTo(registered(contract, before, now));
        }
    }

    private Applied compared(Contract contract, String before, String now) {
        Verdict verdict = BatchCheck.of(
                new Question(
                        List.of(contract),
                        new BatchCheck.Source("hardship-20250101.csv", () -> new ByteArrayInputStream(gbk(now))),
                        new BatchCheck.Source("hardship-20241201.csv", () -> new ByteArrayInputStream(gbk(before))),
                        Control.NONE,
                        keys(),
                        LocalDate.of(2025, 1, 1)),
                rejection -> {});
        assertThat(verdict.refusal()).isEmpty();
        return verdict.applied();
    }

    private static Applied registered(Contract contract, String before, String now) {
        Registry registry = new Registry(
                sightings -> sightings.stream()
                        .map(from -> new PersonKey(from.sighting().certificateKey()))
                        .toList(),
                "changes",
                4);
        try (Database database = Platform.database()) {
            apply(database, registry, contract, 1, LocalDate.of(2024, 12, 1), before);
            return apply(database, registry, contract, 2, LocalDate.of(2025, 1, 1), now);
        }
    }

    private static Applied apply(
            Database database, Registry registry, Contract contract, long id, LocalDate day, String text) {
        try (Bulk bulk = database.bulk()) {
            BatchHeader header = new BatchHeader(
                    id,
                    contract.feed(),
                    contract.kind(),
                    contract.mode(),
                    day.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant(),
                    contract.limits().maxWithdrawShare());
            Applying applying = registry.begin(bulk, header);
            new FeedReader(contract, keys(), day).read(new ByteArrayInputStream(gbk(text)), applying::row);
            Applied applied = applying.finish();
            bulk.commit();
            return applied;
        }
    }

    private static CertificateKeys keys() {
        return new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.UTF_8));
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, gbk(text));
        return file.toString();
    }

    private static byte[] gbk(String text) {
        return text.getBytes(Charset.forName("GB18030"));
    }

    /** People 1 to n, always the same. */
    private static String rows(int n) {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= n; i++) {
            rows.append(Numbers.certificate(i)).append(",某人,农村低保,,,330302,202401,,\n");
        }
        return rows.toString();
    }
}
