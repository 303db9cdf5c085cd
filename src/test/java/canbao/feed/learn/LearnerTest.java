package canbao.feed.learn;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.feed.check.BatchCheck;
import canbao.feed.check.BatchCheck.Verdict;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.ColumnYaml;
import canbao.feed.field.Texts;
import canbao.feed.format.file.RawFile;
import canbao.feed.learn.Learner.Lesson;
import canbao.identity.CertificateKeys;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final Path CODES = Path.of("config/codes");
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final ContractCatalogue CONTRACTS = ContractCatalogue.load(Path.of("config"), new Problems());
    private static final Set<ColumnType> PERSONAL = Set.of(
            ColumnType.CERTIFICATE, ColumnType.NAME, ColumnType.PHONE, ColumnType.BIRTH, ColumnType.BIRTH_CERTIFICATE);

    private static final CertificateKeys KEYS =
            new CertificateKeys("only-for-tests-0".getBytes(StandardCharsets.UTF_8));

    private final Learner learner = new Learner(CODES, KEYS, LocalDate.of(2025, 3, 1));

    @Test
    void nine_of_ten_columns_are_recognised_as_people_described_them() throws IOException {
        int columns = 0;
        List<String> missed = new ArrayList<>();
        for (Path file : samples()) {
            FeedId feed = feed(file);
            Contract learnt = contract(learn(file).yaml());
            Map<String, Set<ColumnType>> types = new HashMap<>();
            for (Column column : learnt.columns()) {
                types.computeIfAbsent(Texts.label(column.header()), absent -> new HashSet<>())
                        .add(column.type());
            }
            for (Column column : CONTRACTS.of(feed).columns()) {
                Set<ColumnType> found = column.headers().stream()
                        .map(header -> types.get(Texts.label(header)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(Set.of());
                boolean inFile = !found.isEmpty();
                if (inFile && column.checks().part() == null) {
                    columns++;
                    if (!found.contains(column.type())) {
                        missed.add(feed + " " + column.name() + ": " + column.type() + " taken for " + found);
                    }
                }
            }
        }
        assertThat(columns).isGreaterThan(120);
        assertThat(missed)
                .as(columns + " columns\n" + String.join("\n", missed))
                .hasSizeLessThanOrEqualTo(columns / 10);
    }

    @Test
    void every_draft_is_a_contract_that_reads_what_the_file_has_of_good_rows() throws IOException {
        for (Path file : samples()) {
            Lesson lesson = learn(file);
            assertThat(lesson.unfinished()).as(file.toString()).isEmpty();
            assertThat(lesson.refusal()).as(file.toString()).isEmpty();
            assertThat(lesson.rows()).as(file.toString()).isPositive();
            assertThat(lesson.accepted())
                    .as(file + " " + lesson.rejected())
                    .isGreaterThanOrEqualTo(acceptedByHand(feed(file), file) / 2);
            assertThat(learn(file).yaml()).isEqualTo(lesson.yaml());
        }
    }

    @Test
    void no_value_of_a_personal_column_is_in_a_draft() throws IOException {
        for (Path file : samples()) {
            FeedId feed = feed(file);
            Set<String> personal = new HashSet<>();
            CONTRACTS.of(feed).columns().stream()
                    .filter(column -> PERSONAL.contains(column.type()))
                    .forEach(column -> column.headers().forEach(header -> personal.add(Texts.label(header))));
            List<String> values = new ArrayList<>();
            RawFile.read(Files.newInputStream(file), new Values(personal, values));
            String draft = learn(file).yaml();
            assertThat(values).as(file.toString()).isNotEmpty();
            for (String value : values) {
                assertThat(draft).as(file.toString()).doesNotContain(value.length() < 5 ? "'" + value + "'" : value);
            }
        }
    }

    @Test
    void what_no_file_can_tell_is_asked_for_by_the_check() {
        Lesson lesson = learn("姓名,身份证号\n甲一,330302198001010035\n", StandardCharsets.UTF_8, "x.csv");
        Problems problems = new Problems();
        ContractCatalogue.contract(YamlNode.parse(lesson.yaml(), "draft.yaml", problems), new ColumnYaml(CODES));
        assertThat(problems.found())
                .extracting(Problem::place)
                .anySatisfy(place -> assertThat(place).endsWith("feed"))
                .anySatisfy(place -> assertThat(place).endsWith("owner"))
                .anySatisfy(place -> assertThat(place).endsWith("legalBasis"))
                .anySatisfy(place -> assertThat(place).endsWith("purpose"))
                .anySatisfy(place -> assertThat(place).endsWith("retention"));
        assertThat(lesson.yaml()).contains("请填写");
    }

    @Test
    void encoding_delimiter_and_titles_above_the_header_are_found() {
        String text =
                "某区名单\n制表日期：2025年1月\n姓名|身份证号|登记日期\n甲一|330302198001010035|2024.01.02\n乙二|330302198202020029|2024.02.03\n";
        Lesson lesson = learn(text, Charset.forName("GB18030"), "list-20250101.csv");
        assertThat(lesson.yaml())
                .contains("charset: GB18030")
                .contains("delimiter: \"|\"")
                .contains("pattern: 'yyyy.MM.dd'")
                .contains("list-(?<asOf>\\d{8})\\.csv");
        assertThat(lesson.accepted()).isEqualTo(2);
    }

    @Test
    void a_file_without_a_header_is_told_to_get_one() {
        Lesson lesson = learn(
                "甲一,330302198001010035,13800000001\n乙二,330302198202020029,13800000002\n",
                StandardCharsets.UTF_8,
                "x.csv");
        assertThat(lesson.yaml())
                .contains("没有找到表头")
                .contains("type: certificate")
                .contains("type: phone");
        assertThat(lesson.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.rule()).isEqualTo("NO_HEADER"));
        assertThat(lesson.accepted()).isZero();
    }

    @Test
    void a_header_of_two_rows_is_put_together() throws IOException {
        byte[] workbook = workbook(List.of(
                List.of("某校名册"),
                List.of("姓名", "身份证号", "联系方式", "", "班级"),
                List.of("", "", "联系电话", "家庭住址", ""),
                List.of("甲一", "330302201003070035", "13800000001", "某路1号", "1班"),
                List.of("乙二", "330302201203030055", "13800000002", "某路2号", "2班")));
        Lesson lesson = learner.learn(() -> new ByteArrayInputStream(workbook), "x.xlsx", null);
        assertThat(lesson.yaml())
                .contains("表头有两行")
                .contains("'联系电话'")
                .contains("'家庭住址'")
                .contains("type: phone");
        assertThat(lesson.rows()).isEqualTo(2);
    }

    @Test
    void dates_in_several_ways_and_columns_that_do_not_hold_what_they_promise_are_loosened() {
        StringBuilder text = new StringBuilder("姓名,身份证号,登记日期,审核日期\n");
        for (int i = 0; i < 20; i++) {
            String date = i % 2 == 0 ? "20240105" : "2024/01/05";
            String other = i < 12 ? "20240105" : "去年";
            text.append("某人,")
                    .append(certificate(i))
                    .append(',')
                    .append(date)
                    .append(',')
                    .append(other)
                    .append('\n');
        }
        Lesson lesson = learn(text.toString(), StandardCharsets.UTF_8, "x.csv");
        assertThat(lesson.yaml()).contains("['yyyy/MM/dd', 'yyyyMMdd']", "写法不一");
        assertThat(lesson.loosened()).hasSize(1).first().asString().contains("审核日期");
        assertThat(lesson.accepted()).isEqualTo(20);
    }

    @Test
    void days_as_excel_writes_them_are_one_pattern() {
        StringBuilder text = new StringBuilder("姓名,身份证号,发证日期\n");
        for (int i = 0; i < 20; i++) {
            text.append("某人,")
                    .append(certificate(i))
                    .append(",2023/")
                    .append(i % 12 + 1)
                    .append("/9\n");
        }
        Lesson lesson = learn(text.toString(), StandardCharsets.UTF_8, "x.csv");
        assertThat(lesson.yaml()).contains("pattern: 'yyyy/M/d'").doesNotContain("MM");
        assertThat(lesson.accepted()).isEqualTo(20);
    }

    @Test
    void a_person_with_several_rows_gets_a_longer_key() {
        StringBuilder text = new StringBuilder("证件号码,姓名,险种类型,开始日期\n");
        for (int i = 0; i < 20; i++) {
            text.append(certificate(i / 2))
                    .append(",某人,")
                    .append(i % 2 == 0 ? "310" : "390")
                    .append(",2024-01-01\n");
        }
        Lesson lesson = learn(text.toString(), StandardCharsets.UTF_8, "x.csv");
        assertThat(lesson.yaml()).contains("key: [certificate, insutype]");
    }

    @Test
    void an_end_that_nobody_has_yet_is_taken_for_what_the_beginning_is() {
        String row = "甲一,330302198001010035,202401,\n乙二,330302198202020029,202402,\n";
        Lesson lesson = learn("姓名,身份证号,起始年月,终止年月\n" + row, StandardCharsets.UTF_8, "x.csv");
        assertThat(lesson.yaml()).containsPattern("'终止年月'\\]\n    type: month");
    }

    @Test
    void words_of_a_known_list_are_mapped_to_it() {
        StringBuilder text = new StringBuilder("姓名,证件号码,救助类型,开始日期,终止日期\n");
        List<String> words = List.of("农村低保", "城市特困", "孤儿");
        for (int i = 0; i < 30; i++) {
            text.append("某人,")
                    .append(certificate(i))
                    .append(',')
                    .append(words.get(i % 3))
                    .append(",2024-01-01,\n");
        }
        Lesson lesson = learn(text.toString(), StandardCharsets.UTF_8, "x.csv");
        assertThat(lesson.yaml()).contains("codesFile: hardship-category").contains("kind: hardship");
    }

    private static FeedId feed(Path file) {
        int names = file.getNameCount();
        return new FeedId(
                file.getName(names - 3).toString(), file.getName(names - 2).toString());
    }

    /** How many rows the contract reads that people wrote. */
    private static int acceptedByHand(FeedId feed, Path file) {
        Verdict verdict = BatchCheck.of(
                new BatchCheck.Question(
                        List.of(lenient(CONTRACTS.of(feed))),
                        new BatchCheck.Source("in", () -> Files.newInputStream(file)),
                        null,
                        Control.NONE,
                        KEYS,
                        LocalDate.of(2025, 3, 1)),
                rejection -> {});
        assertThat(verdict.refusal()).isEmpty();
        assertThat(verdict.accepted()).isPositive();
        return verdict.accepted();
    }

    private static Contract lenient(Contract contract) {
        return new Contract(
                contract.terms(),
                contract.delivery(),
                contract.rows(),
                contract.columns(),
                new Contract.Limits(Contract.BlankKey.HOLD, 1, 0, 1, 100_000, 100_000_000),
                contract.checks());
    }

    private Lesson learn(Path file) {
        return learner.learn(() -> Files.newInputStream(file), String.valueOf(file.getFileName()), null);
    }

    private Lesson learn(String text, Charset charset, String name) {
        return learner.learn(() -> new ByteArrayInputStream(text.getBytes(charset)), name, null);
    }

    private static Contract contract(String draft) {
        String whole = draft + "feed: draft/draft\nowner: x\nlegalBasis: x\npurpose: x\nretention: P1Y\n";
        Problems problems = new Problems();
        Contract contract =
                ContractCatalogue.contract(YamlNode.parse(whole, "draft.yaml", problems), new ColumnYaml(CODES));
        assertThat(problems.found()).isEmpty();
        return contract;
    }

    /** All but the households, whose members no flat draft can hold, and finance's rows, which speak of nobody. */
    private static List<Path> samples() throws IOException {
        List<Path> samples = new ArrayList<>();
        for (String folder : List.of("contracts", "feeds")) {
            try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
                files.filter(file -> file.getFileName().toString().startsWith("in."))
                        .filter(file -> !file.toString().contains("civil-affairs/households")
                                && !file.toString().contains("finance/")
                                && !file.toString().contains("new-user"))
                        .sorted()
                        .forEach(samples::add);
            }
        }
        return samples;
    }

    private static String certificate(int i) {
        String body = "3303021980%02d%02d%03d".formatted(1 + i % 12, 1 + i % 28, 100 + i);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int at = 0; at < 17; at++) {
            sum += (body.charAt(at) - '0') * weights[at];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    private static byte[] workbook(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Test", "1.0");
                Worksheet sheet = book.newWorksheet("一")) {
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    if (!rows.get(row).get(column).isEmpty()) {
                        sheet.value(row, column, rows.get(row).get(column));
                    }
                }
            }
        }
        return out.toByteArray();
    }
}
