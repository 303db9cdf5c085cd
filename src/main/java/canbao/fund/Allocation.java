package canbao.fund;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which money pays which claim. Money that names a claim pays it; the rest of a fund's money, and what a claim takes back,
 * pays the fund's oldest claims first. Pure, worked out anew from what finance says now, so that a corrected voucher moves
 * whatever followed it.
 *
 * @param parts what pays what
 * @param surplus by fund, what has come beyond everything claimed
 * @param unplaced money that names a claim which is not one of this fund's approved ones
 */
public record Allocation(List<Part> parts, Map<String, Long> surplus, List<Appropriation> unplaced) {
    /** What a claim takes back is no voucher of finance's. */
    public static final String TAKEN_BACK = "CLAIM-";

    /**
     * Money that pays a claim.
     *
     * @param voucher finance's, or {@code CLAIM-<number>} of the claim that takes it back
     */
    public record Part(long claim, String voucher, long fen) {}

    public Allocation {
        parts = List.copyOf(parts);
        surplus = Map.copyOf(surplus);
        unplaced = List.copyOf(unplaced);
    }

    /** @param claims the approved ones, in any order */
    public static Allocation of(List<FundClaim> claims, List<Appropriation> money) {
        Draft draft = new Draft();
        List<FundClaim> oldest = claims.stream()
                .sorted(Comparator.comparingLong(FundClaim::claim))
                .toList();
        oldest.forEach(claim -> draft.open.put(claim.claim(), new Open(claim)));
        money.stream()
                .sorted(Comparator.comparing(Appropriation::day).thenComparing(Appropriation::voucher))
                .forEach(draft::place);
        oldest.stream().filter(claim -> claim.amountFen() < 0).forEach(draft::takeBack);
        draft.unnamed.forEach(draft::oldestFirst);
        return new Allocation(draft.parts, draft.surplus, draft.unplaced);
    }

    /** What has paid a claim so far, in fen. */
    public long received(long claim) {
        return parts.stream()
                .filter(part -> part.claim == claim)
                .mapToLong(Part::fen)
                .sum();
    }

    /** What a claim still waits for, in fen; never below zero. */
    public long gap(FundClaim claim) {
        return Math.max(0, claim.amountFen() - received(claim.claim()));
    }

    private static final class Open {
        private final String fund;
        private long left;

        Open(FundClaim claim) {
            this.fund = claim.fund();
            this.left = Math.max(0, claim.amountFen());
        }
    }

    private record Money(String fund, String voucher, long fen) {}

    private static final class Draft {
        private final Map<Long, Open> open = new LinkedHashMap<>();
        private final List<Money> unnamed = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, Long> surplus = new HashMap<>();
        private final List<Appropriation> unplaced = new ArrayList<>();

        void place(Appropriation paid) {
            Long named = paid.claim();
            if (named == null) {
                unnamed.add(new Money(paid.fund(), paid.voucher(), paid.amountFen()));
                return;
            }
            Open claim = open.get(named);
            if (claim == null || !claim.fund.equals(paid.fund())) {
                unplaced.add(paid);
                return;
            }
            long rest = pay(named, claim, paid.voucher(), paid.amountFen());
            if (rest > 0) {
                unnamed.add(new Money(paid.fund(), paid.voucher(), rest));
            }
        }

        void takeBack(FundClaim claim) {
            unnamed.add(new Money(claim.fund(), TAKEN_BACK + claim.claim(), -claim.amountFen()));
        }

        void oldestFirst(Money money) {
            long left = money.fen;
            for (Map.Entry<Long, Open> claim : open.entrySet()) {
                if (claim.getValue().fund.equals(money.fund)) {
                    left = pay(claim.getKey(), claim.getValue(), money.voucher, left);
                }
            }
            if (left > 0) {
                surplus.merge(money.fund, left, Math::addExact);
            }
        }

        /** Returns what is left over. */
        private long pay(long number, Open claim, String voucher, long fen) {
            long paid = Math.min(claim.left, fen);
            if (paid > 0) {
                claim.left -= paid;
                parts.add(new Part(number, voucher, paid));
            }
            return fen - paid;
        }
    }
}
