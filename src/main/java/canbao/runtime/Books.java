package canbao.runtime;

import canbao.campaign.ReminderPlan;
import canbao.campaign.ReminderPlanReader;
import canbao.feed.ContractCatalogue;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.policy.PolicyBook;
import canbao.security.AgenciesFile;
import canbao.security.AgencyKeys;
import java.nio.file.Path;

/** Everything that a config folder says about the work itself: contracts, policies, reminder plan, agencies. */
public record Books(ContractCatalogue contracts, PolicyBook policies, ReminderPlan reminders, AgencyKeys agencies) {
    /** Reads all of it; everything wrong becomes a problem. */
    public static Books load(Path folder, Problems problems) {
        return new Books(
                ContractCatalogue.load(folder, problems),
                PolicyBook.load(folder.resolve("policies"), problems),
                ReminderPlanReader.read(YamlNode.load(
                        folder.resolve("reminders/premium-2025.yaml"), "config/reminders/premium-2025.yaml", problems)),
                AgenciesFile.load(folder, System::getenv, problems));
    }
}
