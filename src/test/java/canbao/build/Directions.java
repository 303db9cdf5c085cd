package canbao.build;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who may import whom: cli, runtime, console, features, policy, model. */
final class Directions {
    private static final Set<String> FEATURES = Set.of(
            "feed", "registry", "ledger", "campaign", "lead", "draft", "fund", "sms", "recon", "routes", "security");
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    /** A package that DESIGN does not know has no place in these directions, so it is refused until it has one. */
    static final Rule KNOWN_PACKAGES = new Rule(
            "every package is one that the design names",
            (origin, root) -> MAY_USE.containsKey(Rule.part(origin, root)) || isPackageInfo(origin)
                    ? Stream.empty()
                    : Stream.of("is in no known package"));

    static final Rule DIRECTIONS =
            Rule.noDependency("packages import downwards, features never one another", Directions::isUpwards);

    static final List<Rule> ALL = List.of(KNOWN_PACKAGES, DIRECTIONS);

    private Directions() {}

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> mayUse = new HashMap<>();
        Set<String> tools = Set.of("model", "policy", "io", "crypto", "identity", "audit", "alert");
        Set<String> inside = union(tools, FEATURES);
        mayUse.put("model", Set.of());
        mayUse.put("crypto", Set.of("model"));
        mayUse.put("io", Set.of("model"));
        mayUse.put("policy", Set.of("model", "io"));
        mayUse.put("audit", Set.of("model", "io", "crypto"));
        mayUse.put("alert", Set.of("model", "io", "crypto", "audit"));
        mayUse.put("identity", Set.of("model", "io", "crypto", "audit"));
        FEATURES.forEach(feature -> mayUse.put(feature, tools));
        mayUse.put("console", inside);
        mayUse.put("sim", inside);
        mayUse.put("runtime", union(inside, Set.of("console", "sim")));
        mayUse.put("cli", union(inside, Set.of("console", "sim", "runtime")));
        return mayUse;
    }

    private static boolean isPackageInfo(JavaClass origin) {
        return origin.getSimpleName().equals("package-info");
    }

    private static boolean isUpwards(JavaClass origin, JavaClass target, String root) {
        if (!Rule.isIn(target, root)) {
            return false;
        }
        String from = Rule.part(origin, root);
        String to = Rule.part(target, root);
        return !from.equals(to) && !MAY_USE.getOrDefault(from, Set.of()).contains(to);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return Set.copyOf(union);
    }
}
