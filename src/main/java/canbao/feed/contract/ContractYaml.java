package canbao.feed.contract;

import canbao.feed.field.Column;
import canbao.feed.field.ColumnYaml;
import canbao.feed.format.FormatYaml;
import canbao.feed.rhythm.RhythmYaml;
import canbao.io.yaml.YamlNode;
import canbao.model.Fact;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.model.Mode;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a contract from YAML; what is wrong becomes a problem, with placeholders in its place. */
final class ContractYaml {
    private static final String WHOLE = "whole";

    private final YamlNode yaml;
    private final ColumnYaml columns;

    ContractYaml(YamlNode yaml, ColumnYaml columns) {
        this.yaml = yaml;
        this.columns = columns;
    }

    Contract read() {
        Contract.Terms terms = terms();
        Contract.Delivery delivery = delivery();
        Contract.Rows rows = rows();
        List<Column> read = columns();
        YamlNode batch = yaml.child("batch");
        BatchYaml limits = new BatchYaml(batch, read);
        Contract contract = new Contract(
                terms,
                delivery,
                rows,
                read,
                limits.limits(delivery.mode()),
                new Contract.Checks(HouseholdYaml.read(yaml, read), RuleYaml.read(yaml, read), limits.control()),
                standing());
        batch.done();
        yaml.done();
        ContractLint.check(contract, yaml);
        return contract;
    }

    private Contract.Terms terms() {
        int version = yaml.integer("version");
        if (version < 1) {
            yaml.problem("version", "must be 1 or more", "count up with every change");
        }
        YamlNode catalogue =
                yaml.has("catalogue") ? yaml.child("catalogue") : YamlNode.parse("{}", "", yaml.problems());
        return new Contract.Terms(
                feed(),
                version,
                yaml.text("owner"),
                yaml.text("legalBasis"),
                purpose(catalogue),
                yaml.oneOf("sensitivity", Contract.Sensitivity.class),
                retention(),
                catalogue(catalogue),
                RhythmYaml.read(yaml));
    }

    private Contract.Standing standing() {
        int precedence = yaml.integer("precedence", Fact.ORDINARY);
        if (precedence < 1 || precedence > 1000) {
            yaml.problem("precedence", "must be 1 to 1000, the smaller one decides", "leave it out for 100");
        }
        return new Contract.Standing(precedence, yaml.oneOf("judges", Contract.Judges.class, Contract.Judges.NOTHING));
    }

    private String purpose(YamlNode catalogue) {
        if (!catalogue.has("purpose")) {
            return yaml.text("purpose");
        }
        if (yaml.has("purpose")) {
            yaml.problem("purpose", "is said twice", "leave it either here or in catalogue");
        }
        yaml.text("purpose", "");
        return catalogue.text("purpose");
    }

    private static CatalogueEntry catalogue(YamlNode catalogue) {
        CatalogueEntry entry = new CatalogueEntry(
                catalogue.text("id", ""),
                catalogue.text("approval", ""),
                catalogue.has("expires") ? catalogue.date("expires") : null);
        catalogue.done();
        return entry;
    }

    private FeedId feed() {
        String text = yaml.text("feed");
        try {
            return FeedId.of(text);
        } catch (IllegalArgumentException e) {
            yaml.problem("feed", "must be agency/feed in lower-case words", "correct the name");
            return new FeedId("unreadable", "unreadable");
        }
    }

    private Period retention() {
        try {
            Period period = Period.parse(yaml.text("retention"));
            if (!period.isZero() && !period.isNegative()) {
                return period;
            }
        } catch (DateTimeException e) {
            // reported below, like a length of nothing
        }
        yaml.problem("retention", "must be a length of time such as P3Y or P90D", "correct the value");
        return Period.ofYears(1);
    }

    private Contract.Delivery delivery() {
        FactKind kind = yaml.oneOf("kind", FactKind.class);
        Mode mode = yaml.oneOf("mode", Mode.class);
        boolean refuse =
                yaml.oneOf("unknownColumns", UnknownColumns.class, UnknownColumns.REFUSE) == UnknownColumns.REFUSE;
        return new Contract.Delivery(kind, mode, FormatYaml.read(yaml.child("format")), refuse, asOf(mode));
    }

    private enum UnknownColumns {
        REFUSE,
        IGNORE
    }

    private Contract.AsOf asOf(Mode mode) {
        if (!yaml.has("asOf")) {
            if (mode == Mode.SNAPSHOT) {
                yaml.problem("asOf", "a snapshot must say where its date comes from", "add asOf: {from: receipt}");
            }
            return new Contract.AsOf(null);
        }
        YamlNode asOf = yaml.child("asOf");
        AsOfSource from = asOf.oneOf("from", AsOfSource.class);
        Pattern fileName = from == AsOfSource.FILE_NAME ? fileName(asOf) : null;
        asOf.done();
        return new Contract.AsOf(fileName);
    }

    private enum AsOfSource {
        FILE_NAME,
        RECEIPT
    }

    private static @Nullable Pattern fileName(YamlNode yaml) {
        String text = yaml.text("pattern");
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.namedGroups().containsKey(Contract.AsOf.GROUP)) {
                return pattern;
            }
            yaml.problem("pattern", "has no group for the date", "write (?<asOf>\\d{8}) for yyyyMMdd");
        } catch (PatternSyntaxException e) {
            yaml.problem("pattern", "not a regular expression: " + e.getDescription(), "correct the pattern");
        }
        return null;
    }

    private Contract.Rows rows() {
        String scope = yaml.text("scope");
        return new Contract.Rows(
                yaml.texts("key"),
                scope.equals(WHOLE) ? null : scope,
                yaml.has("versionColumn") ? yaml.text("versionColumn") : null);
    }

    private List<Column> columns() {
        YamlNode all = yaml.child("columns");
        List<Column> read = new ArrayList<>();
        for (String name : all.keys()) {
            read.add(columns.read(name, all.child(name)));
        }
        return read;
    }
}
