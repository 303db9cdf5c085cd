package canbao.ledger;

import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.Premium;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: what happened to a case, with the amounts from then on, under which policy and evidence.
 *
 * @param moved money that this line moves beside the premium: refunded, paid afterwards, credited to the next year
 */
public record Entry(
        PersonKey person,
        int coverageYear,
        int product,
        int ordinal,
        EntryKind kind,
        @Nullable String category,
        Premium premium,
        Fen moved,
        String policy,
        String evidence) {}
