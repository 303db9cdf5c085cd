package canbao.policy.file;

import canbao.io.yaml.YamlNode;
import canbao.policy.terms.Funds;
import canbao.policy.terms.Funds.Share;
import canbao.policy.terms.Treatment;
import canbao.policy.terms.Treatment.Added;
import canbao.policy.terms.Treatment.AfterPayment;
import canbao.policy.terms.Treatment.Elsewhere;
import canbao.policy.terms.Treatment.Exit;
import canbao.policy.terms.Treatment.PaidBefore;
import canbao.policy.terms.Waiting;
import canbao.policy.terms.Waiting.Exempt;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code changes}, {@code waiting} and {@code funds}; a file without them means what it meant before there were any. */
final class TermsFile {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private TermsFile() {}

    static Treatment treatment(YamlNode file) {
        if (!file.has("changes")) {
            return Treatment.ORDINARY;
        }
        YamlNode node = file.child("changes");
        LocalDate cutoff = node.has("addCutoff") ? node.date("addCutoff") : LocalDate.MAX;
        Added late = node.oneOf("addedLate", Added.class, Added.SUBSIDISE);
        if (late == Added.NEXT_YEAR && !node.has("addCutoff")) {
            node.problem("addedLate", "needs the day after which it is late", "add addCutoff: 2025-06-30");
        }
        Treatment treatment = new Treatment(
                cutoff,
                late,
                node.oneOf("exit", Exit.class, Exit.KEEP_TO_YEAR_END),
                node.oneOf("afterPayment", AfterPayment.class, AfterPayment.KEEP),
                node.oneOf("paidBefore", PaidBefore.class, PaidBefore.KEEP),
                node.oneOf("elsewhere", Elsewhere.class, Elsewhere.BLOCK));
        node.done();
        return treatment;
    }

    static Waiting waiting(YamlNode file) {
        if (!file.has("waiting")) {
            return Waiting.NONE;
        }
        YamlNode node = file.child("waiting");
        int fixed = Values.between(node, "fixedMonths", 0, 24);
        int floorMonths = Values.between(node, "floorMonths", 0, 24, 0);
        int floorFrom = Values.between(node, "floorFromGapYears", 1, 99, Integer.MAX_VALUE);
        if (floorMonths > 0 && !node.has("floorFromGapYears")) {
            node.problem(
                    "floorMonths", "needs the number of gap years from which it holds", "add floorFromGapYears: 4");
        }
        Waiting waiting = new Waiting(
                fixed,
                Values.between(node, "monthsPerGapYear", 0, 12, 0),
                floorFrom,
                floorMonths,
                Values.between(node, "graceMonths", 0, 12, 0),
                exempt(node));
        node.done();
        return waiting;
    }

    private static Set<Exempt> exempt(YamlNode node) {
        Set<Exempt> exempt = EnumSet.noneOf(Exempt.class);
        Map<String, Exempt> known = new LinkedHashMap<>();
        for (Exempt each : Exempt.values()) {
            known.put(each.name().toLowerCase(Locale.ROOT).replace('_', '-'), each);
        }
        for (String word : node.texts("exempt")) {
            Exempt each = known.get(word);
            if (each == null) {
                node.problem("exempt", "does not know " + word, "choose from " + known.keySet());
            } else {
                exempt.add(each);
            }
        }
        boolean grace = exempt.contains(Exempt.EMPLOYEE_LEFT) || exempt.contains(Exempt.MOVED_IN);
        if (grace && !node.has("graceMonths")) {
            node.problem("exempt", "employee-left and moved-in need graceMonths", "add graceMonths: 3");
        }
        return exempt;
    }

    static Funds funds(YamlNode file) {
        if (!file.has("funds")) {
            return Funds.UNSAID;
        }
        YamlNode node = file.child("funds");
        YamlNode mapping = node.child("shares");
        List<Share> shares = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (String fund : mapping.keys()) {
            Share share = new Share(fund, Values.percent(mapping, fund));
            sum = sum.add(share.percent());
            shares.add(share);
        }
        mapping.done();
        if (sum.compareTo(HUNDRED) != 0) {
            node.problem("shares", "must add up to 100, not " + sum.toPlainString(), "correct the percent of a fund");
        }
        String rest = Values.filled(node, "rest");
        if (node.has("rest") && !mapping.has(rest)) {
            node.problem(
                    "rest",
                    "must be one of the funds " + mapping.keys(),
                    "name the fund that takes what rounding leaves");
        }
        node.done();
        return new Funds(shares, rest);
    }
}
