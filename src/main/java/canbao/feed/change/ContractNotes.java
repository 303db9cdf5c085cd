package canbao.feed.change;

import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.rhythm.Rhythm;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of contracts that have no problem: how often batches come, and what newer versions change. */
public final class ContractNotes {
    private ContractNotes() {}

    /** One line for each contract with a rhythm or with several versions, and one for each step between its versions. */
    public static List<String> of(ContractCatalogue catalogue) {
        List<String> notes = new ArrayList<>();
        for (Contract current : catalogue.all()) {
            Rhythm rhythm = current.terms().rhythm();
            if (rhythm != null) {
                notes.add(current.feed() + " v" + current.version() + ": " + rhythm.words());
            }
            List<Contract> versions = catalogue.versions(current.feed());
            for (int i = versions.size() - 1; i > 0; i--) {
                Contract older = versions.get(i);
                Contract newer = versions.get(i - 1);
                notes.add("%s v%d → v%d: %s"
                        .formatted(
                                current.feed(),
                                older.version(),
                                newer.version(),
                                Compatibility.words(Compatibility.of(older, newer))));
            }
        }
        return notes;
    }
}
