package canbao.cli.demo.life;

/** Something that can be seen of a person at the end: in the ledger, or in the other side's own books. */
enum Facet {
    /** The residents' case: its state. */
    CASE,
    CATEGORY,
    /** All that the residents' ledger ever named, in order. */
    CATEGORIES,
    /** How often the residents' ledger says that an office refused. */
    REFUSED,
    /** How often the residents' ledger says that the full price is due. */
    OWED,
    /** Months of waiting that the newest order tells. */
    WAITING_MONTHS,
    /** The case of long-term care, product 410. */
    LONG_TERM_CARE,
    /** The case of the supplement, product 9301, and who pays what in yuan. */
    SUPPLEMENT,
    /** Leads, as {@code REASON STATE RESULT}. */
    LEADS,
    /** Reasons that civil affairs was told, by its own book. */
    TOLD,
    /** Whether the insurer holds a registration. */
    REGISTERED,
    /** What the insurer's identity flag shows. */
    FLAG,
    /** Levies in force at the tax bureau. */
    LEVIES,
    /** Yuan that the tax bureau gave back. */
    REFUNDED,
    /** Messages on the handset. */
    MESSAGES,
    /** Whether two certificates lead to one person. */
    ONE_PERSON,
    /** What was decided from facts alone. */
    DECIDED
}
