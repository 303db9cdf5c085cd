package canbao.fund;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What finance says it has paid.
 *
 * @param claim for which of our claims; null when it does not say
 * @param evidence the row that said so: {@code feed@batch:line}
 */
public record Appropriation(
        String voucher, @Nullable Long claim, String fund, long amountFen, LocalDate day, String evidence) {}
