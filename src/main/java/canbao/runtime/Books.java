package canbao.runtime;

import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlanReader;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.field.Column;
import canbao.feed.field.Form;
import canbao.feed.rhythm.CalendarYaml;
import canbao.feed.rhythm.WorkCalendar;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FactKind;
import canbao.model.FeedId;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.security.AgenciesFile;
import canbao.security.AgencyKeys;
import java.nio.file.Path;
import java.util.List;

/** Everything that a config folder says about the work itself: contracts, policies, reminder plan, agencies, calendar. */
public record Books(
        ContractCatalogue contracts,
        PolicyBook policies,
        ReminderPlan reminders,
        AgencyKeys agencies,
        WorkCalendar calendar) {
    /** Reads all of it; everything wrong becomes a problem. */
    public static Books load(Path folder, Problems problems) {
        Books books = new Books(
                ContractCatalogue.load(folder, problems),
                PolicyBook.load(folder.resolve("policies"), problems),
                ReminderPlanReader.read(YamlNode.load(
                        folder.resolve("reminders/premium-2025.yaml"), "config/reminders/premium-2025.yaml", problems)),
                AgenciesFile.load(folder, System::getenv, problems),
                CalendarYaml.load(folder, problems));
        if (problems.none()) {
            books.checkFeeds(problems);
        }
        return books;
    }

    /** A feed that is granted but has no contract is a misspelt one. */
    private void checkFeeds(Problems problems) {
        for (AgencyKeys.Agency agency : agencies.agencies()) {
            for (String feed : agency.feeds()) {
                if (contracts.find(new FeedId(agency.id(), feed)).isEmpty()) {
                    problems.add(new Problem(
                            "config/agencies.yaml",
                            "agencies: " + agency.id() + ".feeds",
                            "no contract for " + agency.id() + "/" + feed,
                            "add config/contracts/" + agency.id() + "-" + feed + ".yaml, or correct the name"));
                }
            }
        }
    }

    /**
     * A category that no policy knows would be read, kept, and help nobody.
     *
     * @param known of every year, drafts among them: a new one may be what a draft brings
     */
    public void checkCategories(List<Policy> known, Problems problems) {
        contracts.all().forEach(contract -> checkCategories(contract, known, problems));
    }

    private static void checkCategories(Contract contract, List<Policy> known, Problems problems) {
        if (contract.kind() != FactKind.HARDSHIP) {
            return;
        }
        for (Column column : contract.columns()) {
            if (column.name().equals("category") && column.form() instanceof Form.Coded coded) {
                for (String word : coded.codes().canonical()) {
                    if (known.stream().noneMatch(policy -> policy.category(word).isPresent())) {
                        problems.add(
                                new Problem(
                                        "config/contracts/"
                                                + contract.feed().toString().replace('/', '-') + ".yaml",
                                        "columns.category",
                                        "no policy knows the category " + word,
                                        "add it to config/policies or to a draft there, or map it to a category that is there"));
                    }
                }
            }
        }
    }
}
