package canbao.ledger;

import canbao.model.PersonKey;
import canbao.model.Premium;
import org.jspecify.annotations.Nullable;

/** One line of the ledger: what happened to a case, with the amounts from then on, under which policy and evidence. */
public record Entry(
        PersonKey person,
        int coverageYear,
        int product,
        int ordinal,
        EntryKind kind,
        @Nullable String category,
        Premium premium,
        String policy,
        String evidence) {}
