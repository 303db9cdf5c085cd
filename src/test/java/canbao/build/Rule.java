package canbao.build;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A rule about classes, for whatever root package: {@code canbao}, or {@code planted.canbao} where it must catch something.
 *
 * @param offences what a class does against the rule, one text each
 */
record Rule(String name, Offences offences) {
    /** Finds what a class of the root package does against a rule. */
    interface Offences {
        Stream<String> of(JavaClass origin, String root);
    }

    /** Against the rule is every dependency on a class that the origin may not know. */
    static Rule noDependency(String name, Forbidden forbidden) {
        return new Rule(
                name,
                (origin, root) -> origin.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> forbidden.between(
                                origin, dependency.getTargetClass().getBaseComponentType(), root))
                        .map(dependency -> dependency.getDescription()));
    }

    /** Against the rule is every call, reference or field access that matches, unless the origin is excepted. */
    static Rule noAccess(String name, BiPredicate<JavaClass, String> excepted, Predicate<JavaAccess<?>> forbidden) {
        return new Rule(
                name,
                (origin, root) -> excepted.test(origin, root)
                        ? Stream.empty()
                        : origin.getAccessesFromSelf().stream()
                                .filter(forbidden)
                                .map(access -> access.getDescription()));
    }

    /** Whether a class may not depend on another. */
    interface Forbidden {
        boolean between(JavaClass origin, JavaClass target, String root);
    }

    /** The rule for the classes below a root package. An offence is reported as {@code class: what it does}. */
    ArchRule in(String root) {
        ArchCondition<JavaClass> condition = new ArchCondition<>("keep: " + name) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                offences.of(origin, root)
                        .forEach(offence ->
                                events.add(SimpleConditionEvent.violated(origin, origin.getName() + ": " + offence)));
            }
        };
        return ArchRuleDefinition.classes()
                .that(liveBelow(root))
                .should(condition)
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> liveBelow(String root) {
        return DescribedPredicate.describe("live below " + root, javaClass -> isBelow(javaClass, root));
    }

    static boolean isBelow(JavaClass javaClass, String root) {
        return isIn(javaClass, root);
    }

    /** Whether the class lives in one of the packages or below. */
    static boolean isIn(JavaClass javaClass, String... packages) {
        String name = javaClass.getPackageName();
        return Arrays.stream(packages).anyMatch(each -> name.equals(each) || name.startsWith(each + "."));
    }

    /** The package directly below the root, such as {@code sms} for {@code canbao.sms.cmpp}; the root itself is "". */
    static String part(JavaClass javaClass, String root) {
        String name = javaClass.getPackageName();
        if (name.equals(root)) {
            return "";
        }
        String below = name.substring(root.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    /** The class that the source file is named after, for nested classes and lambdas too. */
    static JavaClass outermost(JavaClass javaClass) {
        return javaClass.getEnclosingClass().map(Rule::outermost).orElse(javaClass);
    }

    @Override
    public String toString() {
        return name;
    }
}
