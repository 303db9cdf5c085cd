package canbao.feed.correction;

import canbao.alert.AlertKind;
import canbao.alert.Finding;
import canbao.alert.Watch;
import canbao.feed.contract.ContractCatalogue;
import canbao.model.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Correction requests whose agency is late. */
public final class CorrectionWatch implements Watch {
    private static final String UNKNOWN = "医保经办 / enrolment desk";

    private final CorrectionStore store;
    private final ContractCatalogue contracts;

    public CorrectionWatch(CorrectionStore store, ContractCatalogue contracts) {
        this.store = store;
        this.contracts = contracts;
    }

    @Override
    public Set<AlertKind> kinds() {
        return Set.of(AlertKind.CORRECTION_OVERDUE);
    }

    @Override
    public Optional<View> look(Instant now) {
        List<Finding> wrong = store.overdue(now).stream().map(this::overdue).toList();
        return Optional.of(new View(wrong, Set.of()));
    }

    private Finding overdue(Correction late) {
        String row = late.row().batch() + ":" + late.row().line();
        return new Finding(
                AlertKind.CORRECTION_OVERDUE,
                late.feed() + " " + late.id(),
                contracts
                        .find(late.feed())
                        .map(contract -> contract.terms().owner())
                        .orElse(UNKNOWN),
                new Wording(
                        "校核 " + late.id() + "（" + row + " " + late.header() + "）应于 " + late.deadline() + " 前更正或答复，至今没有",
                        "correction " + late.id() + " (" + row + " " + late.field() + ") was to be made or answered by "
                                + late.deadline() + " and has not been"),
                late.overdueFrom());
    }
}
