package canbao.ledger.out;

import canbao.identity.Certificates;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.ledger.Order;
import canbao.ledger.Order.Action;
import canbao.ledger.Order.Destination;
import canbao.ledger.Order.Edge;
import canbao.model.Identity;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The national medical-insurance platform's codes, which appear in orders and nowhere else: {@code insutype}, {@code
 * psn_insu_stas}, {@code psn_type}, {@code clct_way} and the identity flag {@code psn_idet_type} with its begin and end.
 *
 * @param identities the insurer's code of each category, as its vocabulary in {@code config/codes} has it
 */
public record PlatformCodes(Map<String, String> identities) {
    /** The code list's file: canonical word to the insurer's words, the bare code among them. */
    public static final String FILE = "codes/hardship-category.insurer.yaml";

    private static final Pattern CODE = Pattern.compile("\\d{3,6}");
    private static final int SCHOOL_AGE = 6;

    public PlatformCodes {
        identities = Map.copyOf(identities);
    }

    /** Reads the insurer's words of a config folder; a category without a code travels by its word alone. */
    public static PlatformCodes load(Path folder, Problems problems) {
        YamlNode words = YamlNode.load(folder.resolve(FILE), "config/" + FILE, problems);
        Map<String, String> identities = new HashMap<>();
        for (String category : words.keys()) {
            List<String> aliases = words.texts(category);
            aliases.stream()
                    .filter(alias -> CODE.matcher(alias).matches())
                    .findFirst()
                    .ifPresent(code -> identities.put(category, code));
        }
        return new PlatformCodes(identities);
    }

    /** Writes the codes of an order into what leaves. */
    public void write(JsonObject item, Order order, Identity identity, LocalDate on) {
        item.put("insutype", String.valueOf(order.product()));
        item.put("clct_way", clctWay(order));
        if (order.destination() == Destination.INSURER) {
            item.put("psn_type", psnType(order.edge(), identity, on));
            item.put("psn_insu_stas", order.action() == Action.CANCEL ? "4" : "1");
            identity(item, order);
            LocalDate from = order.edge().coverFrom();
            if (from != null) {
                item.put("begndate", from.toString());
            }
            if (order.edge().waitingMonths() > 0) {
                item.put("wait_months", order.edge().waitingMonths());
            }
        }
    }

    /** 02 through the tax bureau; 06 by the treasury alone, when nothing is left for him to pay. */
    private static String clctWay(Order order) {
        boolean his = order.premium().personal().value() > 0;
        return his || order.action() == Action.REFUND ? "02" : "06";
    }

    /** 1401 newborn, 1402 below school age, 1403 pupil, 1404 student, 1405 minor out of school, 1501 adult. */
    public static String psnType(Edge edge, Identity identity, LocalDate on) {
        LocalDate birth = birth(identity).orElse(null);
        if (identity.certificateType().equals(Certificates.BIRTH)
                || (birth != null && birth.plusYears(1).isAfter(on))) {
            return "1401";
        }
        if (edge.pupil()) {
            return edge.minor() ? "1403" : "1404";
        }
        if (!edge.minor()) {
            return "1501";
        }
        return birth != null && birth.plusYears(SCHOOL_AGE).isAfter(on) ? "1402" : "1405";
    }

    private static Optional<LocalDate> birth(Identity identity) {
        return Certificates.check(identity.certificateType(), identity.certificateNumber())
                        instanceof Certificates.Valid valid
                ? Optional.ofNullable(valid.birth())
                : Optional.empty();
    }

    /** The flag that ends, and the one that holds from now on. */
    private void identity(JsonObject item, Order order) {
        Edge edge = order.edge();
        String was = edge.was();
        if (was != null) {
            item.put("idet_closed", flag(was, null, edge.wasEnd()));
        }
        String category = order.category();
        if (category != null && order.action() != Action.CANCEL) {
            item.put("idet", flag(category, edge.begin(), edge.end()));
        }
    }

    private JsonObject flag(String category, @Nullable LocalDate begin, @Nullable LocalDate end) {
        JsonObject flag = new JsonObject().put("psn_idet_type", identities.get(category));
        flag.put("psn_idet_name", category);
        if (begin != null) {
            flag.put("begntime", begin.toString());
        }
        if (end != null) {
            flag.put("endtime", end.toString());
        }
        return flag;
    }
}
