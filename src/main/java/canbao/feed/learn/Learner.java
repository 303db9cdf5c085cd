package canbao.feed.learn;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.Codes;
import canbao.feed.field.ColumnType;
import canbao.feed.field.ColumnYaml;
import canbao.feed.format.BatchStop;
import canbao.feed.format.file.RawFile;
import canbao.feed.read.FeedReader;
import canbao.feed.read.VersionFit;
import canbao.identity.CertificateKeys;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import canbao.model.batch.Claim;
import canbao.model.batch.Refusal;
import canbao.model.batch.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Learns a contract from a file: a survey of all rows, a draft, and trials of the draft on the same file. */
public final class Learner {
    private static final int TRIALS = 4;
    /** A column that refuses a larger share of the rows is loosened. */
    private static final double TOO_MANY = 0.05;
    /** One or two bad rows of a short file are mistakes and say nothing of the column. */
    private static final int FEWEST = 3;

    /** What commonly tells two rows of one person apart. */
    private static final List<String> LONGER =
            List.of("order", "insutype", "category", "year", "begin", "date", "household", "area", "school", "time");

    private static final int MOST_KEYS = 6;

    private final Path codes;
    private final CertificateKeys keys;
    private final LocalDate today;
    private final SequencedMap<String, Codes> vocabularies;

    /**
     * What came of a file.
     *
     * @param yaml the draft; without personal values
     * @param unfinished what {@code ./hub check} would say of the draft beyond what no file can tell
     * @param rejected rows that the draft cannot read, by column and rule
     * @param loosened what was changed between the trials, and why
     */
    public record Lesson(
            String yaml,
            List<Problem> unfinished,
            int rows,
            int accepted,
            Map<String, Integer> rejected,
            Optional<Refusal> refusal,
            List<String> loosened) {
        public Lesson {
            unfinished = List.copyOf(unfinished);
            rejected = new TreeMap<>(rejected);
            loosened = List.copyOf(loosened);
        }
    }

    /** @param codes the folder of the code lists that are known already */
    public Learner(Path codes, CertificateKeys keys, LocalDate today) {
        this.codes = codes;
        this.keys = keys;
        this.today = today;
        this.vocabularies = Vocabularies.in(codes);
    }

    /**
     * Learns.
     *
     * @param feed its name, where somebody gave it one
     * @throws BatchStop when the file itself is no good
     */
    public Lesson learn(VersionFit.Bytes file, String fileName, @Nullable FeedId feed) {
        Survey survey = new Survey();
        try (InputStream bytes = file.open()) {
            RawFile.read(bytes, survey);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file", e);
        }
        survey.done();
        if (survey.header == null) {
            throw BatchStop.empty();
        }
        Draft draft = new Drafting(survey, new TypeGuess(vocabularies)).draft(feed, fileName);
        List<String> loosened = new ArrayList<>();
        Trial trial = trial(draft, file);
        for (Draft wider : trial.repeated == 0 ? List.<Draft>of() : withLongerKeys(draft)) {
            Trial other = trial(wider, file);
            if (other.problems.isEmpty() && other.repeated == 0) {
                draft = wider;
                trial = other;
                break;
            }
        }
        for (int i = 1; i < TRIALS; i++) {
            Draft looser = loosen(draft, trial, loosened);
            if (looser.equals(draft)) {
                break;
            }
            draft = looser;
            trial = trial(draft, file);
        }
        return new Lesson(
                DraftYaml.of(draft),
                trial.problems,
                trial.rows,
                trial.rows - trial.bad,
                trial.counts,
                Optional.ofNullable(trial.refusal),
                loosened);
    }

    /** What one reading of the file under a draft gave. */
    private static final class Trial {
        List<Problem> problems = List.of();
        final Map<String, Integer> counts = new TreeMap<>();
        final Map<String, Integer> byField = new TreeMap<>();
        /** The keys seen, as hashes. */
        final LongSet keys = new LongSet();

        int repeated;
        int rows;
        int bad;

        @Nullable
        Refusal refusal;
    }

    private Trial trial(Draft draft, VersionFit.Bytes file) {
        Trial trial = new Trial();
        Problems problems = new Problems();
        Contract contract = ContractCatalogue.contract(
                YamlNode.parse(DraftYaml.filled(draft), "draft.yaml", problems), new ColumnYaml(codes));
        trial.problems = problems.found();
        if (!problems.none()) {
            return trial;
        }
        try (InputStream bytes = file.open()) {
            trial.refusal = new FeedReader(lenient(contract), keys, today)
                    .read(bytes, row -> {
                        trial.rows++;
                        if (row instanceof Rejection rejection) {
                            trial.bad++;
                            trial.counts.merge(rejection.field() + " " + rejection.rule(), 1, Integer::sum);
                            trial.byField.merge(rejection.field(), 1, Integer::sum);
                        } else if (row instanceof Claim claim) {
                            boolean fresh = trial.keys.add(claim.rowKey().getLeastSignificantBits());
                            trial.repeated += fresh ? 0 : 1;
                        }
                    })
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file again", e);
        }
        return trial;
    }

    /** The same draft with one more column in its key, the likelier ones first. */
    private static List<Draft> withLongerKeys(Draft draft) {
        List<String> key = draft.rows().key().what();
        return draft.columns().stream()
                .filter(column -> column.required() && column.person() && !key.contains(column.name()))
                .filter(column -> LONGER.contains(column.name()) || column.type() == ColumnType.MONTH)
                .sorted(Comparator.comparing(column -> Math.floorMod(LONGER.indexOf(column.name()), LONGER.size() + 1)))
                .limit(MOST_KEYS)
                .map(column -> {
                    List<String> longer = new ArrayList<>(key);
                    longer.add(column.name());
                    return draft.keyed(longer);
                })
                .toList();
    }

    private static Draft loosen(Draft draft, Trial trial, List<String> loosened) {
        List<DraftColumn> columns = new ArrayList<>();
        for (DraftColumn column : draft.columns()) {
            int bad = trial.byField.getOrDefault(column.name(), 0);
            boolean many = bad >= FEWEST && bad > TOO_MANY * trial.rows;
            // a wrong number or a missing key is the file's fault and never the draft's
            boolean fixed = column.type() == ColumnType.CERTIFICATE
                    || draft.rows().key().what().contains(column.name())
                    || column.name().equals(draft.rows().versionColumn());
            boolean loose =
                    column.type() == ColumnType.TEXT && column.form().patterns().isEmpty();
            if (!many || fixed || loose) {
                columns.add(column);
                continue;
            }
            String why = "%d行不符，放宽为文本 / %d rows did not fit, loosened to text".formatted(bad, bad);
            loosened.add(column.name() + "（" + column.header() + "）：" + why);
            columns.add(column.loosened(why));
        }
        return draft.with(columns, draft.notes());
    }

    private static Contract lenient(Contract contract) {
        Contract.Limits limits = contract.limits();
        return new Contract(
                contract.terms(),
                contract.delivery(),
                contract.rows(),
                contract.columns(),
                new Contract.Limits(Contract.BlankKey.HOLD, 1, 0, 1, limits.maxRows(), Long.MAX_VALUE),
                contract.checks());
    }
}
