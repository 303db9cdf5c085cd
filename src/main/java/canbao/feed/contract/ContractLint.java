package canbao.feed.contract;

import canbao.feed.field.Column;
import canbao.feed.field.ColumnType;
import canbao.feed.field.Form;
import canbao.feed.field.Texts;
import canbao.io.yaml.YamlNode;
import canbao.model.FactKind;
import canbao.model.Mode;
import canbao.model.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold between the parts of a contract, beyond each value being right by itself. */
final class ContractLint {
    private final Contract contract;
    private final YamlNode yaml;

    private ContractLint(Contract contract, YamlNode yaml) {
        this.contract = contract;
        this.yaml = yaml;
    }

    static void check(Contract contract, YamlNode yaml) {
        ContractLint lint = new ContractLint(contract, yaml);
        lint.key();
        lint.scope();
        lint.version();
        lint.persons();
        lint.headers();
        lint.attributes();
        lint.former();
    }

    private void key() {
        List<String> key = contract.rows().key();
        if (key.isEmpty()) {
            yaml.problem("key", "is required: the columns that tell rows apart", "add key: [certificate]");
        }
        if (key.stream().distinct().count() < key.size()) {
            yaml.problem("key", "names a column twice", "leave one of them out");
        }
        key.forEach(name -> required("key", name));
    }

    private void scope() {
        String scope = contract.rows().scopeColumn();
        if (scope != null && required("scope", scope) && column(scope).type().identifying()) {
            yaml.problem("scope", "a scope is shown in receipts and must not be personal data", "use another column");
        }
    }

    private void version() {
        String version = contract.rows().versionColumn();
        if (version == null || !required("versionColumn", version)) {
            return;
        }
        ColumnType type = column(version).type();
        if (type != ColumnType.TIME && type != ColumnType.DATE) {
            yaml.problem("versionColumn", "must be of type time or date", "use another column or correct its type");
        }
    }

    /** A column that must be there and always filled; a birth certificate may stand in for a certificate. */
    private boolean required(String key, String name) {
        int at = contract.position(name);
        if (at < 0) {
            yaml.problem(key, "no column " + name, "name a column of this contract");
            return false;
        }
        Column column = contract.columns().get(at);
        if (column.checks().part() instanceof Column.Part.Constant) {
            return true;
        }
        boolean standIn = column.tells(ColumnType.CERTIFICATE) && count(ColumnType.BIRTH_CERTIFICATE) > 0;
        if (!column.use().required() && !standIn) {
            yaml.problem(key, "column " + name + " may be blank", "add required: true to it");
        }
        if (column.use().mayBeAbsent()) {
            yaml.problem(key, "column " + name + " may be absent", "take mayBeAbsent from it");
        }
        return true;
    }

    private void persons() {
        if (!contract.kind().personal()) {
            nobody();
            return;
        }
        if (count(ColumnType.CERTIFICATE) != 1) {
            yaml.problem(
                    "columns",
                    "exactly one column of type certificate must be the person's",
                    "add it, or write person: false at the others");
        }
        for (ColumnType type :
                List.of(ColumnType.BIRTH_CERTIFICATE, ColumnType.NAME, ColumnType.PHONE, ColumnType.BIRTH)) {
            if (count(type) > 1) {
                yaml.problem(
                        "columns", "two columns of type " + type + " are the person's", "write person: false at one");
            }
        }
        for (Column column : contract.columns()) {
            if (column.type() == ColumnType.BIRTH
                    && column.use().person()
                    && !column.name().equals("birth")) {
                yaml.problem("columns", "the person's date of birth must be called birth", "rename " + column.name());
            }
            if (column.form() instanceof Form.Certified certified && certified.typeColumn() != null) {
                typeColumn(certified.typeColumn());
            }
        }
    }

    /** What is not about persons holds none, and comes as increments: there is nobody whom a list could withdraw. */
    private void nobody() {
        contract.columns().stream()
                .filter(column -> column.type().identifying())
                .forEach(column -> yaml.problem(
                        "columns",
                        "a contract of this kind is not about persons, but " + column.name() + " is",
                        "leave it out"));
        if (contract.mode() != Mode.DELTA) {
            yaml.problem("mode", "a contract of this kind comes as increments", "write mode: delta");
        }
    }

    private void typeColumn(String name) {
        if (contract.position(name) < 0 || column(name).type() != ColumnType.CODE) {
            yaml.problem(
                    "columns",
                    "certificateTypeColumn " + name + " is no column of type code",
                    "add it or correct the name");
        } else {
            required("columns", name);
        }
    }

    /** One header may give two columns: date and time of one stamp, one word in two lists, parts of one number. */
    private static boolean apart(Column one, Column other) {
        boolean dated = one.form() instanceof Form.Dated && other.form() instanceof Form.Dated;
        boolean coded = one.form() instanceof Form.Coded && other.form() instanceof Form.Coded;
        return dated || coded || one.checks().part() != null || other.checks().part() != null;
    }

    private void headers() {
        Map<String, Column> seen = new HashMap<>();
        for (Column column : contract.layout().columns()) {
            for (String header : column.headers()) {
                Column before = seen.putIfAbsent(Texts.label(header), column);
                if (before != null && !before.equals(column) && !apart(before, column)) {
                    yaml.problem("columns", "two columns are called " + header, "correct one of the headers");
                }
            }
        }
    }

    private void former() {
        if (contract.position(Contract.FORMER) < 0) {
            return;
        }
        Column former = column(Contract.FORMER);
        if (former.type() != ColumnType.CERTIFICATE || former.use().person()) {
            yaml.problem(
                    "columns", Contract.FORMER + " must be a second number", "write type: certificate, person: false");
        }
        if (contract.standing().judges() != Contract.Judges.IDENTITY) {
            yaml.problem(
                    "columns",
                    "only a population register may link numbers",
                    "rename " + Contract.FORMER + ", or add judges: identity");
        }
    }

    private void attributes() {
        for (String name : needed(contract.kind())) {
            if (contract.position(name) < 0 || !column(name).use().kept()) {
                yaml.problem("columns", "a contract of this kind needs the column " + name, "add it");
            }
        }
        if (contract.kind() == FactKind.UNPAID_REASON && contract.position("reason") >= 0) {
            reasons(column("reason"));
        }
    }

    private void reasons(Column column) {
        List<String> known =
                Arrays.stream(Outcome.Unpaid.values()).map(Enum::name).toList();
        if (!(column.form() instanceof Form.Coded coded
                && known.containsAll(coded.codes().canonical()))) {
            yaml.problem(
                    "columns", "reason must be a code list of " + known, "write type: code, codesFile: unpaid-reason");
        }
    }

    /** What policy asks of each kind, see {@link FactKind}. */
    private static List<String> needed(FactKind kind) {
        return switch (kind) {
            case HARDSHIP -> List.of("category", "begin", "end");
            case PUPIL -> List.of("school", "grade", "classNo", "nonLocal");
            case LIFE_EVENT -> List.of("event", "date");
            case COVERAGE -> List.of("insutype", "area", "begin", "end");
            case PAYMENT -> List.of("event", "year", "amount", "date");
            case ANSWER -> List.of("order", "result", "code");
            case COST -> List.of("year", "amount", "date");
            case VISIT -> List.of("reason", "result", "date");
            case UNPAID_REASON -> List.of("reason", "since", "until");
            case APPROPRIATION -> List.of("claim", "fund", "amount", "date", "voucher");
            case REGISTER -> List.of();
        };
    }

    private long count(ColumnType type) {
        return contract.columns().stream().filter(column -> column.tells(type)).count();
    }

    private Column column(String name) {
        return contract.columns().get(contract.position(name));
    }
}
