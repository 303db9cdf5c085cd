package canbao.feed.read;

import canbao.feed.contract.Contract;
import canbao.feed.contract.RowRule;
import canbao.feed.field.Column;
import canbao.feed.field.Defect;
import canbao.feed.field.Field;
import canbao.feed.field.Masks;
import canbao.feed.field.Texts;
import canbao.feed.format.BatchStop;
import canbao.feed.format.Row;
import canbao.identity.CertificateKeys;
import canbao.identity.Certificates;
import canbao.model.batch.Rejection;
import canbao.model.batch.RowResult;
import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns one row into a claim or a rejection. Not thread-safe. */
final class RowReader {
    private final RowShape shape;
    private final CertificateKeys keys;
    private final boolean refuseBlankKey;
    private final Field[] fields;
    /** The order of the content hash: by column name, so that neither file nor contract order matters. */
    private final int[] byName;

    private final long[] nameHashes;
    private final HashStream64 hash;

    // the row being read: the first defect, and the first that hits a key column
    private @Nullable Defect defect;
    private int defectColumn;
    private boolean keyReadable;

    /** For each column the part of the sent value that counts, or null for all of it, as it nearly always is. */
    private final Column.@Nullable Part[] parts;

    private final @Nullable RowRules rules;

    RowReader(Contract contract, CertificateKeys keys, LocalDate today) {
        this.shape = new RowShape(contract, keys);
        this.keys = keys;
        this.refuseBlankKey = contract.limits().blankKey() == Contract.BlankKey.REFUSE;
        this.fields =
                shape.columns.stream().map(column -> Field.of(column, today)).toArray(Field[]::new);
        this.parts =
                shape.columns.stream().map(column -> column.checks().part()).toArray(Column.Part[]::new);
        this.rules = contract.checks().rules().isEmpty() ? null : new RowRules(contract, shape.certificate);
        this.byName = IntStream.range(0, fields.length)
                .boxed()
                .sorted(Comparator.comparing(i -> shape.columns.get(i).name()))
                .mapToInt(i -> i)
                .toArray();
        this.nameHashes = shape.columns.stream()
                .mapToLong(column -> Hashing.komihash5_0().hashCharsToLong(column.name()))
                .toArray();
        this.hash = Hashing.komihash5_0(keys.seed("content")).hashStream();
    }

    /** Reads a well-formed row; null when it is blank throughout. */
    @Nullable
    RowResult read(Row row) {
        String[] spelt = new String[fields.length];
        if (!spell(row, spelt, refuseBlankKey)) {
            return null;
        }
        Certificates.Valid certificate = certificate(spelt);
        UUID rowKey = keyReadable ? rowKey(spelt, certificate) : null;
        if (defect != null || (certificate == null && shape.certificate >= 0) || rowKey == null) {
            return rejection(row, spelt, rowKey);
        }
        RowRule broken = rules == null ? null : rules.broken(spelt);
        if (broken != null) {
            return rejection(row, spelt, rowKey, broken);
        }
        return new ReadClaim(shape, row, spelt, certificate, rowKey, contentHash(spelt));
    }

    /** Rejects a row whose form is broken, with as much of its key as can be read. */
    Rejection broken(Row row, String column, Defect why) {
        String[] spelt = new String[fields.length];
        spell(row, spelt, false);
        Certificates.Valid certificate = certificate(spelt);
        UUID rowKey = keyReadable ? rowKey(spelt, certificate) : null;
        String scope = shape.scope < 0 ? "" : emptyToNull(spelt[shape.scope]);
        return new Rejection(row.part(), row.line(), column, "", why.rule(), why.fix(), scope, rowKey, kept(row));
    }

    /** Fills in the spellings and notes the first defect; false when every value is blank. */
    private boolean spell(Row row, String[] spelt, boolean mayRefuse) {
        defect = null;
        defectColumn = -1;
        keyReadable = true;
        boolean blank = true;
        int blankKey = -1;
        for (int i = 0; i < fields.length; i++) {
            String value = parts[i] == null ? Texts.stripped(row.value(i)) : part(row, i, parts[i], spelt);
            if (value == null) {
                continue;
            }
            spelt[i] = "";
            if (!value.isEmpty()) {
                blank = false;
                note(fields[i].read(value, spelt, i), i);
            } else if (isMissing(row, i)) {
                blankKey = isKey(i) ? i : blankKey;
                note(Defect.REQUIRED, i);
            }
        }
        if (!blank && blankKey >= 0 && mayRefuse) {
            throw blankKey(row.line(), shape.columns.get(blankKey));
        }
        return !blank;
    }

    /** The part of a value that counts; null when the column is a constant, which is then spelt already. */
    private static @Nullable String part(Row row, int column, Column.Part part, String[] spelt) {
        return switch (part) {
            case Column.Part.Characters characters -> characters.of(Texts.stripped(row.value(column)));
            case Column.Part.Constant constant -> {
                spelt[column] = constant.spelt();
                yield null;
            }
        };
    }

    /** Spells one value apart from its row into the first place; false when it cannot be read. */
    boolean spell(int column, String value, String[] spelt) {
        return fields[column].read(value, spelt, 0) == null;
    }

    int certificateColumn() {
        return shape.certificate;
    }

    /** Certificate and birth certificate stand in for each other, so at most the first of them is missed. */
    private boolean isMissing(Row row, int column) {
        if (shape.birthCertificate >= 0 && column == shape.certificate) {
            return Texts.stripped(row.value(shape.birthCertificate)).isEmpty();
        }
        return shape.columns.get(column).use().required();
    }

    /** A defect of a key column outweighs one that was found before: it is why the row protects nobody. */
    private void note(@Nullable Defect found, int column) {
        if (found == null) {
            return;
        }
        boolean key = isKey(column) || (column == shape.certificateType && isKey(shape.certificate));
        if (defect == null || (key && keyReadable)) {
            defect = found;
            defectColumn = column;
        }
        keyReadable &= !key;
    }

    private boolean isKey(int column) {
        for (int key : shape.key) {
            if (key == column || (key == shape.certificate && column == shape.birthCertificate)) {
                return true;
            }
        }
        return false;
    }

    private Certificates.@Nullable Valid certificate(String[] spelt) {
        if (shape.certificate < 0) {
            return null;
        }
        boolean newborn = spelt[shape.certificate].isEmpty() && shape.birthCertificate >= 0;
        int column = newborn ? shape.birthCertificate : shape.certificate;
        String type = newborn ? Certificates.BIRTH : shape.certificateType(spelt);
        if (spelt[column].isEmpty() || type.isEmpty()) {
            keyReadable &= !isKey(column);
            return null;
        }
        return switch (Certificates.check(type, spelt[column])) {
            case Certificates.Valid valid -> {
                spelt[column] = valid.number();
                yield valid;
            }
            case Certificates.Invalid invalid -> {
                note(new Defect(invalid.rule(), invalid.fix()), column);
                yield null;
            }
        };
    }

    private @Nullable UUID rowKey(String[] spelt, Certificates.@Nullable Valid certificate) {
        if (shape.keyIsCertificate) {
            return certificate == null ? null : keys.key(certificate.type(), certificate.number());
        }
        List<String> values = new ArrayList<>(shape.key.length);
        for (int column : shape.key) {
            if (column != shape.certificate) {
                values.add(spelt[column]);
            } else if (certificate != null) {
                values.add(certificate.type() + ":" + certificate.number());
            }
        }
        boolean complete = values.size() == shape.key.length && !values.contains("");
        return complete ? keys.rowKey(shape.feed, values) : null;
    }

    private long contentHash(String[] spelt) {
        hash.reset();
        for (int i : byName) {
            if (!spelt[i].isEmpty()) {
                // blank columns leave no trace, so that adding an optional column to a contract changes no row
                hash.putLong(nameHashes[i]).putString(spelt[i]);
            }
        }
        return hash.getAsLong();
    }

    private Rejection rejection(Row row, String[] spelt, @Nullable UUID rowKey) {
        Defect why = defect == null ? Defect.REQUIRED : defect;
        return rejection(row, spelt, rowKey, Math.max(defectColumn, 0), why);
    }

    private Rejection rejection(Row row, String[] spelt, UUID rowKey, RowRule rule) {
        return rejection(row, spelt, rowKey, shape.position(rule.column()), new Defect(rule.rule(), rule.fix()));
    }

    private Rejection rejection(Row row, String[] spelt, @Nullable UUID rowKey, int at, Defect why) {
        Column column = shape.columns.get(at);
        String masked = Masks.masked(column, Texts.stripped(row.value(at)));
        String scope = shape.scope < 0 ? "" : emptyToNull(spelt[shape.scope]);
        return new Rejection(
                row.part(), row.line(), column.name(), masked, why.rule(), why.fix(), scope, rowKey, kept(row));
    }

    private String kept(Row row) {
        return SentRow.of(row, shape.columns).encode();
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static BatchStop blankKey(int line, Column column) {
        String header = column.header();
        return new BatchStop(
                "BLANK_KEY",
                "line " + line + ", column " + column.name(),
                "“%s”为空，按约定整批退回，请补全后重报 / %s is blank, which by contract refuses the whole batch: fill it in and send all again"
                        .formatted(header, header));
    }
}
