package canbao.policy.terms;

import java.time.LocalDate;

/** Days from the first to the last, both included; {@link LocalDate#MIN} and {@link LocalDate#MAX} stand for no limit. */
public record Span(LocalDate from, LocalDate to) {
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    public boolean overlaps(Span other) {
        return !from.isAfter(other.to) && !other.from.isAfter(to);
    }
}
