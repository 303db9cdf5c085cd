package canbao.policy.terms;

import canbao.model.Premium;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which help is deserved, and what it earns.
 *
 * @param code the canonical Chinese name, as contracts write it
 * @param priority smaller wins when several apply: one subsidy only
 * @param subsidy what is paid in every tier that {@code tiers} does not name
 * @param minors how reports count minors of this category
 * @param minorsOnly whether somebody known to be of age gets nothing from it
 * @param when what must also be true of the person
 * @param aliases canonical words of other categories that mean this one here, by agency; {@code *} for all agencies
 * @param fund who pays all of it, where the policy's split does not apply
 */
public record Category(
        String code,
        int priority,
        Subsidy subsidy,
        Map<String, Subsidy> tiers,
        MinorGroup minors,
        boolean minorsOnly,
        When when,
        Map<String, List<String>> aliases,
        @Nullable String fund) {
    /** The two groups in which Lucheng reports its subsidised minors. */
    public enum MinorGroup {
        /** 未成年救助人群: minors of families that social assistance knows. */
        RESCUED,
        /** Disabled, orphaned or in hardship themselves. */
        OTHER
    }

    public Category {
        tiers = Map.copyOf(tiers);
        aliases = Map.copyOf(aliases);
    }

    /** What it pays towards that tariff. */
    public Subsidy in(Tariff tariff) {
        return tariff.tier() == null ? subsidy : tiers.getOrDefault(tariff.tier(), subsidy);
    }

    /** The tariff with what this category pays taken off the personal part. */
    public Premium split(Tariff tariff) {
        return in(tariff).split(tariff.premium());
    }

    /** Whether that agency's word means this category. */
    public boolean means(String agency, String word) {
        if (code.equals(word)) {
            return true;
        }
        return !aliases.isEmpty()
                && (aliases.getOrDefault(agency, List.of()).contains(word)
                        || aliases.getOrDefault("*", List.of()).contains(word));
    }
}
