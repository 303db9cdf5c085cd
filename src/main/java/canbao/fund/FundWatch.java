package canbao.fund;

import canbao.alert.AlertKind;
import canbao.alert.Finding;
import canbao.alert.Watch;
import canbao.model.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Claims whose due date has gone by while money is missing. */
public final class FundWatch implements Watch {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Funding funding;

    public FundWatch(Funding funding) {
        this.funding = funding;
    }

    @Override
    public Set<AlertKind> kinds() {
        return Set.of(AlertKind.FUND_SHORT);
    }

    @Override
    public Optional<View> look(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        List<FundClaim> late = funding.store().approved().stream()
                .filter(claim -> claim.due() != null && claim.due().isBefore(today))
                .toList();
        if (late.isEmpty()) {
            return Optional.of(new View(List.of(), Set.of()));
        }
        Allocation paid = funding.allocation();
        List<Finding> wrong = late.stream()
                .filter(claim -> paid.gap(claim) > 0)
                .map(claim -> finding(claim, paid.gap(claim)))
                .toList();
        return Optional.of(new View(wrong, Set.of()));
    }

    private static Finding finding(FundClaim claim, long gap) {
        LocalDate due = Objects.requireNonNull(claim.due());
        return new Finding(
                AlertKind.FUND_SHORT,
                "fund-claim/" + claim.claim(),
                claim.fund(),
                new Wording(
                        "请款单 %d（%s，%s 元）应于 %s 前到账，还差 %s 元"
                                .formatted(claim.claim(), claim.fund(), yuan(claim.amountFen()), due, yuan(gap)),
                        "claim %d (%s, ¥%s) was due on %s and is short of ¥%s"
                                .formatted(claim.claim(), claim.fund(), yuan(claim.amountFen()), due, yuan(gap))),
                due.plusDays(1).atStartOfDay(ZONE).toInstant());
    }

    private static String yuan(long fen) {
        return new canbao.model.Fen(fen).yuan();
    }
}
