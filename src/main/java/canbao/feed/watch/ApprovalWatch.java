package canbao.feed.watch;

import canbao.alert.AlertKind;
import canbao.alert.Finding;
import canbao.alert.Watch;
import canbao.feed.contract.Contract;
import canbao.feed.contract.ContractCatalogue;
import canbao.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Approvals to share that end in 30 days, again in 7, and those that have ended. */
public final class ApprovalWatch implements Watch {
    private static final Duration FIRST = Duration.ofDays(30);
    private static final Duration SECOND = Duration.ofDays(7);

    private final ContractCatalogue contracts;

    public ApprovalWatch(ContractCatalogue contracts) {
        this.contracts = contracts;
    }

    @Override
    public Set<AlertKind> kinds() {
        return Set.of(AlertKind.CONTRACT_EXPIRES, AlertKind.CONTRACT_EXPIRED);
    }

    @Override
    public Optional<View> look(Instant now) {
        List<Finding> wrong = new ArrayList<>();
        for (Contract contract : contracts.all()) {
            LocalDate day = contract.terms().catalogue().expires();
            Optional<Instant> end = contract.terms().catalogue().end();
            if (day != null && end.isPresent() && !now.isBefore(end.get().minus(FIRST))) {
                wrong.add(
                        now.isBefore(end.get())
                                ? ending(contract, day, end.get(), now)
                                : ended(contract, day, end.get()));
            }
        }
        return Optional.of(new View(wrong, Set.of()));
    }

    private static Finding ending(Contract contract, LocalDate day, Instant end, Instant now) {
        boolean soon = !now.isBefore(end.minus(SECOND));
        return new Finding(
                AlertKind.CONTRACT_EXPIRES,
                contract.feed().toString(),
                contract.terms().owner(),
                new Wording(
                        "共享审批 " + approval(contract) + " 自 " + day + " 起到期，届时停止接收；请及时续签",
                        "the approval " + approval(contract) + " ends on " + day
                                + ", and nothing is taken from then on: renew it in time"),
                end.minus(FIRST),
                soon ? 1 : 0);
    }

    private static Finding ended(Contract contract, LocalDate day, Instant end) {
        return new Finding(
                AlertKind.CONTRACT_EXPIRED,
                contract.feed().toString(),
                contract.terms().owner(),
                new Wording(
                        "共享审批 " + approval(contract) + " 已于 " + day + " 到期，已停止接收；续签后改合约中的 expires",
                        "the approval " + approval(contract) + " ended on " + day
                                + " and nothing is taken: renew it, then correct expires in the contract"),
                end);
    }

    private static String approval(Contract contract) {
        String approval = contract.terms().catalogue().approval();
        return approval.isBlank() ? contract.feed().toString() : approval;
    }
}
