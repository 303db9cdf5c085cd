package canbao.routes.door;

import java.util.List;

/**
 * What reading a stored batch came to.
 *
 * @param used whether its rows count, but for those with faults; false when the whole batch was refused
 * @param state the batch's state, such as {@code APPLIED}, {@code HELD} or {@code REFUSED}
 * @param reason why the whole batch was refused or held, or an empty text
 * @param faults rows that could not be used, a bounded number of them
 */
public record BatchReading(boolean used, String state, int rows, int rejected, String reason, List<Fault> faults) {
    public BatchReading {
        faults = List.copyOf(faults);
    }

    /**
     * One row that could not be used; personal data is masked.
     *
     * @param line the row's line in what was sent, from 1
     */
    public record Fault(int line, String field, String masked, String rule, String fix) {}
}
