package canbao.build;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who may know which library, and what no class may be called. */
final class Libraries {
    private static final String[] SQL = {
        "io.vertx.sqlclient", "io.vertx.pgclient", "java.sql", "javax.sql", "org.postgresql", "org.flywaydb"
    };
    private static final String TRANSACTION = "io.vertx.sqlclient.SqlConnection";
    private static final List<String> FORBIDDEN_ENDINGS =
            List.of("Dao", "Service", "Manager", "Impl", "Util", "Utils", "Helper");

    /** The runtime is excepted for migrations; whoever joins two stores in one transaction may hold it, but not use it. */
    static final Rule SQL_IN_STORES = new Rule("only stores speak SQL", Libraries::sqlSpoken);

    static final Rule CAMEL = Rule.noDependency(
            "only feed and routes know Camel",
            (origin, target, root) -> Rule.isIn(target, "org.apache.camel")
                    && !Set.of("feed", "routes").contains(Rule.part(origin, root)));

    static final Rule KAFKA = Rule.noDependency(
            "only io and the embedded broker know Kafka",
            (origin, target, root) -> Rule.isIn(target, "org.apache.kafka", "io.vertx.kafka", "kafka")
                    && !Rule.part(origin, root).equals("io")
                    && !isEmbeddedBroker(origin, root));

    static final Rule WEB = Rule.noDependency(
            "only console knows vertx-web",
            (origin, target, root) -> Rule.isIn(target, "io.vertx.ext.web")
                    && !Rule.part(origin, root).equals("console"));

    /** JSpecify's annotations are read by the compiler only. */
    static final Rule MODEL = Rule.noDependency(
            "model knows the JDK only",
            (origin, target, root) -> Rule.part(origin, root).equals("model")
                    && !target.isPrimitive()
                    && !Rule.isIn(target, "java", "org.jspecify.annotations", root + ".model"));

    static final Rule NAMES = new Rule(
            "no class is called after its pattern",
            (origin, root) -> FORBIDDEN_ENDINGS.stream()
                    .filter(origin.getSimpleName()::endsWith)
                    .map(ending -> "its name ends in " + ending));

    static final List<Rule> ALL = List.of(SQL_IN_STORES, CAMEL, KAFKA, WEB, MODEL, NAMES);

    private Libraries() {}

    private static Stream<String> sqlSpoken(JavaClass origin, String root) {
        if (Set.of("io", "runtime").contains(Rule.part(origin, root))
                || Rule.outermost(origin).getSimpleName().endsWith("Store")) {
            return Stream.empty();
        }
        Stream<String> known = origin.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> Rule.isIn(dependency.getTargetClass(), SQL)
                        && !dependency.getTargetClass().getName().equals(TRANSACTION))
                .map(Dependency::getDescription);
        Stream<String> used = origin.getAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().getName().equals(TRANSACTION))
                .map(JavaAccess::getDescription);
        return Stream.concat(known, used);
    }

    private static boolean isEmbeddedBroker(JavaClass origin, String root) {
        return Rule.part(origin, root).equals("runtime")
                && Rule.outermost(origin).getSimpleName().equals("EmbeddedKafka");
    }
}
