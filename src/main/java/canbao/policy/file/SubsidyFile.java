package canbao.policy.file;

import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.policy.terms.Subsidy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Reads a subsidy and holds it against the premiums that it is for, and against the floor that a province sets. */
final class SubsidyFile {
    private static final Subsidy FULL = new Subsidy.Full();

    private SubsidyFile() {}

    /** What a subsidy is rounded to. */
    enum Unit {
        FEN(1),
        JIAO(10),
        YUAN(100);

        private final long fen;

        Unit(long fen) {
            this.fen = fen;
        }
    }

    /** Which way it is rounded. */
    enum Direction {
        HALF_UP(RoundingMode.HALF_UP),
        UP(RoundingMode.UP),
        DOWN(RoundingMode.DOWN);

        private final RoundingMode mode;

        Direction(RoundingMode mode) {
            this.mode = mode;
        }
    }

    /** @param personals the personal parts of the tariffs that it is for */
    static Subsidy read(YamlNode node, String key, List<Fen> personals) {
        if (!node.isMapping(key)) {
            String text = node.text(key);
            if (node.has(key) && !text.equals("full")) {
                node.problem(key, "must be full, or an amount", "write full, or {fixed: 360.00}");
            }
            return FULL;
        }
        YamlNode mapping = node.child(key);
        Subsidy subsidy = mode(mapping, personals);
        checkFloor(mapping, subsidy, personals);
        mapping.done();
        return subsidy;
    }

    private static Subsidy mode(YamlNode mapping, List<Fen> personals) {
        List<String> modes = List.of("fixed", "ratio", "personal");
        if (modes.stream().filter(mapping::has).count() > 1) {
            mapping.problem("", "has more than one of " + modes, "keep the one that the notice means");
        }
        if (mapping.has("ratio")) {
            return ratio(mapping);
        }
        if (mapping.has("personal")) {
            return personal(mapping, personals);
        }
        Fen fixed = mapping.yuan("fixed");
        Fen least = least(personals);
        if (mapping.has("fixed") && (fixed.equals(Fen.ZERO) || fixed.compareTo(least) > 0)) {
            mapping.problem(
                    "fixed",
                    "must be more than 0.00 and at most the personal part " + least.yuan(),
                    "correct the amount, or write subsidy: full");
        }
        return new Subsidy.Fixed(fixed);
    }

    private static Subsidy ratio(YamlNode mapping) {
        return new Subsidy.Ratio(
                Values.percent(mapping, "ratio"),
                mapping.has("min") ? mapping.yuan("min") : Fen.ZERO,
                mapping.oneOf("round", Unit.class, Unit.FEN).fen,
                mapping.oneOf("roundTo", Direction.class, Direction.HALF_UP).mode);
    }

    private static Subsidy personal(YamlNode mapping, List<Fen> personals) {
        Fen own = mapping.yuan("personal");
        Fen least = least(personals);
        if (own.compareTo(least) >= 0) {
            mapping.problem(
                    "personal",
                    "must be less than the personal part " + least.yuan() + ": nothing would be paid for anybody",
                    "correct the amount, or remove the category");
        }
        return new Subsidy.PersonalFixed(own);
    }

    /** 按比例不低于: what a province asks at least, in percent of the personal part. */
    private static void checkFloor(YamlNode mapping, Subsidy subsidy, List<Fen> personals) {
        if (!mapping.has("floorPercent")) {
            return;
        }
        BigDecimal percent = Values.percent(mapping, "floorPercent");
        Subsidy floor = new Subsidy.Ratio(percent, Fen.ZERO, 1, RoundingMode.UP);
        String key = mapping.has("fixed") ? "fixed" : mapping.has("ratio") ? "ratio" : "personal";
        for (Fen personal : personals) {
            Fen least = floor.of(personal);
            if (subsidy.of(personal).compareTo(least) < 0) {
                mapping.problem(
                        key,
                        "is below the floor: " + percent.toPlainString() + " % of " + personal.yuan() + " is "
                                + least.yuan() + ", not " + subsidy.of(personal).yuan(),
                        "pay at least " + least.yuan());
            }
        }
    }

    private static Fen least(List<Fen> personals) {
        return personals.stream().min(Fen::compareTo).orElse(Fen.ZERO);
    }
}
