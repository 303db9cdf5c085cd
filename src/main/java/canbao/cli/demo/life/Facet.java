package canbao.cli.demo.life;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

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
    /** The day on which the ledger last ordered his registration. */
    ORDERED,
    /** Leads, as {@code REASON STATE RESULT}. */
    LEADS,
    /** Reasons that civil affairs was told, by its own book. */
    TOLD,
    /** Whether the insurer holds a registration. */
    REGISTERED,
    /** The day on which the insurer made it, by its own book. */
    REGISTERED_ON,
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
    /** Why he does not pay, by the desk's list of who owes. */
    UNPAID,
    /** His differences with other offices, and how many others there are. */
    DIFFERENCE,
    /** What the hub answers his school about commercial cover. */
    MAY_SELL,
    /** The district's first claim to finance. */
    CLAIM,
    /** Yuan that it still lacks. */
    GAP,
    /** The alert that it was short. */
    SHORTFALL,
    /** What was decided from facts alone. */
    DECIDED;

    /** Its name as people read it. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The one with whose words a text begins: the longest. */
    static Facet leading(String text) {
        return Arrays.stream(values())
                .filter(facet -> text.startsWith(facet.words() + " "))
                .max(Comparator.comparingInt(facet -> facet.words().length()))
                .orElseThrow(() -> new IllegalArgumentException("names nothing that can be seen: " + text));
    }
}
