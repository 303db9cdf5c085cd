package canbao.feed.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sharing of a feed rests on under 政务数据共享条例 (国务院令第809号): written as {@code catalogue: {id, approval,
 * expires}} in a contract, whose {@code purpose} is the one that was approved. What is missing is empty or null.
 *
 * @param id the number in the catalogue of government data (政务数据目录)
 * @param approval the decision by which its use was granted
 * @param expires the first day, in Asia/Shanghai, on which it may no longer be shared
 */
public record CatalogueEntry(
        String id, String approval, @Nullable LocalDate expires) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The moment from which on nothing new is taken. */
    public Optional<Instant> end() {
        return Optional.ofNullable(expires).map(day -> day.atStartOfDay(ZONE).toInstant());
    }

    /** Whether the feed has stopped. */
    public boolean expired(Instant now) {
        return end().filter(end -> !now.isBefore(end)).isPresent();
    }

    /** The keys that nobody has filled in. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (id.isBlank()) {
            missing.add("id");
        }
        if (approval.isBlank()) {
            missing.add("approval");
        }
        if (expires == null) {
            missing.add("expires");
        }
        return missing;
    }
}
