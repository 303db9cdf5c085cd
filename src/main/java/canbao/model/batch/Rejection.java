package canbao.model.batch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that we could not use.
 *
 * @param part from 1: the file of a ZIP or the sheet of a workbook that the line belongs to; 1 for everything else
 * @param field the contract's column name
 * @param maskedValue the offending value with personal data masked
 * @param rule the rule that failed, in upper case with underscores
 * @param fix what the sender should do, one sentence, Chinese and English
 * @param scope the row's scope, where it could be read
 * @param rowKey the row's key, where it could be read: it protects the key from withdrawal
 * @param row the row as sent; sealed before it is stored, shown to nobody unmasked
 */
public record Rejection(
        int part,
        int line,
        String field,
        String maskedValue,
        String rule,
        String fix,
        @Nullable String scope,
        @Nullable UUID rowKey,
        String row)
        implements RowResult {
    @Override
    public String toString() {
        return "Rejection[part " + part + " line " + line + ", " + field + ", " + rule + "]";
    }
}
