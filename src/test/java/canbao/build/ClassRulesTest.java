package canbao.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassRulesTest {
    private static final JavaClasses CODE = new ClassFileImporter().importPath(Path.of("target/classes/canbao"));
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPath(Path.of("target/test-classes/planted/canbao"));
    private static final String PLANTED_ROOT = "planted.canbao";

    /** Exactly the planted classes that each rule must catch; what else is planted there it must let pass. */
    private static final Map<Rule, Set<String>> CAUGHT = Map.ofEntries(
            Map.entry(Directions.KNOWN_PACKAGES, Set.of("Homeless", "misc.Anything")),
            Map.entry(
                    Directions.DIRECTIONS,
                    Set.of(
                            "model.ImportsPolicy",
                            "io.ImportsIdentity",
                            "policy.ImportsRegistry",
                            "registry.ImportsFeed",
                            "sms.cmpp.ImportsCampaign",
                            "ledger.ImportsSim",
                            "feed.ImportsConsole",
                            "console.ImportsRuntime",
                            "sim.ImportsRuntime",
                            "runtime.ImportsCli",
                            "misc.Anything")),
            Map.entry(
                    Libraries.SQL_IN_STORES,
                    Set.of(
                            "ledger.SpeaksSql",
                            "ledger.SpeaksJdbc",
                            "ledger.QueriesTransaction",
                            "console.CopiesIntoPostgres")),
            Map.entry(Libraries.CAMEL, Set.of("campaign.KnowsCamel")),
            Map.entry(Libraries.KAFKA, Set.of("registry.KnowsKafka", "sim.KnowsVertxKafka", "runtime.KnowsKafka")),
            Map.entry(Libraries.WEB, Set.of("feed.KnowsVertxWeb")),
            Map.entry(Libraries.MODEL, Set.of("model.ImportsPolicy", "model.KnowsJson")),
            Map.entry(
                    Libraries.NAMES,
                    Set.of(
                            "identity.Names$VaultDao",
                            "identity.Names$VaultService",
                            "identity.Names$VaultManager",
                            "identity.Names$VaultImpl",
                            "identity.Names$VaultUtil",
                            "identity.Names$VaultUtils",
                            "identity.Names$VaultHelper")),
            Map.entry(
                    Purity.CLOCK,
                    Set.of(
                            "policy.ReadsClock",
                            "recon.ReadsClock",
                            "recon.RefersToClock",
                            "recon.MakesClock",
                            "recon.ReadsOldClock",
                            "sim.Handset")),
            Map.entry(Purity.PRINT, Set.of("audit.Prints", "audit.PrintsTrace", "sim.Handset")),
            Map.entry(
                    Purity.POLICY,
                    Set.of(
                            "policy.ReadsClock",
                            "policy.ReadsFiles",
                            "policy.RollsDice",
                            "policy.AsksSystem",
                            "policy.ImportsRegistry")));

    static Stream<Rule> rules() {
        return Stream.of(Directions.ALL, Libraries.ALL, Purity.ALL).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_code_keeps_the_rule(Rule rule) {
        rule.in("canbao").check(CODE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_catches_what_is_planted_and_nothing_else(Rule rule) {
        Set<String> caught = rule.in(PLANTED_ROOT).evaluate(PLANTED).getFailureReport().getDetails().stream()
                .map(offence -> offence.substring(PLANTED_ROOT.length() + 1, offence.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(caught).isEqualTo(CAUGHT.get(rule));
    }

    @Test
    void there_is_code_to_judge() {
        assertThat(CODE).hasSizeGreaterThan(20);
        assertThat(CODE).anyMatch(each -> each.getName().equals("canbao.policy.Eligibility"));
    }
}
