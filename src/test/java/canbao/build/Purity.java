package canbao.build;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is an argument and never fetched: the clock everywhere; in policy also randomness, files, network, environment. */
final class Purity {
    private static final Set<String> POLICY_LOADERS = Set.of("PolicyFile", "PolicyBook");
    private static final Set<String> IMPURE_TYPES = Set.of(
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Date",
            "java.util.Calendar",
            "java.util.Timer",
            "java.util.Scanner");
    private static final Set<String> CLOCK_TICKS = Set.of("tickMillis", "tickSeconds", "tickMinutes");

    /** Matched by name and package: {@code now} has overloads that a signature would miss. */
    static final Rule CLOCK = Rule.noAccess(
            "the clock is an argument", (origin, root) -> startsTheHub(origin, root), Purity::readsTheClock);

    static final Rule PRINT = Rule.noAccess(
            "only commands print",
            (origin, root) -> Rule.part(origin, root).equals("cli") || isSimulatorsMain(origin, root),
            Purity::prints);

    /** What reads its file is excepted by name; whom policy may import is a matter of directions. */
    static final Rule POLICY = new Rule("policy is pure", Purity::impurities);

    static final List<Rule> ALL = List.of(CLOCK, PRINT, POLICY);

    private Purity() {}

    private static boolean startsTheHub(JavaClass origin, String root) {
        return Set.of("cli", "runtime").contains(Rule.part(origin, root)) || isSimulatorsMain(origin, root);
    }

    private static boolean isSimulatorsMain(JavaClass origin, String root) {
        return Rule.part(origin, root).equals("sim")
                && Rule.outermost(origin).tryGetMethod("main", String[].class).isPresent();
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        if (Rule.isIn(owner, "java.time")) {
            return name.equals("now") || name.startsWith("system") || CLOCK_TICKS.contains(name);
        }
        return switch (owner.getName()) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.util.Date" ->
                name.equals("<init>") && access.getDescription().contains("java.util.Date.<init>()");
            case "java.util.Calendar", "java.util.GregorianCalendar" ->
                name.equals("getInstance") || name.equals("<init>");
            default -> false;
        };
    }

    private static boolean prints(JavaAccess<?> access) {
        String name = access.getName();
        boolean stream = access.getTargetOwner().getName().equals("java.lang.System")
                && (name.equals("out") || name.equals("err"));
        boolean trace = name.equals("printStackTrace")
                && access.getTargetOwner().isAssignableTo(Throwable.class)
                && access.getDescription().contains("printStackTrace()");
        return stream || trace;
    }

    private static Stream<String> impurities(JavaClass origin, String root) {
        boolean judged = Rule.part(origin, root).equals("policy")
                && !Rule.isIn(origin, root + ".policy.file")
                && !POLICY_LOADERS.contains(Rule.outermost(origin).getSimpleName());
        return origin.getAccessesFromSelf().stream()
                .filter(access -> judged && isImpure(access, root))
                .map(JavaAccess::getDescription);
    }

    private static boolean isImpure(JavaAccess<?> access, String root) {
        JavaClass owner = access.getTargetOwner().getBaseComponentType();
        boolean known = Rule.isIn(owner, "java.lang", "java.util", "java.time", "java.math")
                || Rule.isIn(owner, root + ".model", root + ".policy")
                || owner.isPrimitive();
        return !known
                || IMPURE_TYPES.contains(owner.getName())
                || Rule.isIn(owner, "java.util.concurrent", "java.lang.reflect", "java.lang.invoke")
                || Set.of("random", "randomUUID").contains(access.getName())
                || readsTheClock(access);
    }
}
