/** Enrolment cases, levy and subsidy entries, and the orders that follow from them. */
@NullMarked
package canbao.ledger;

import org.jspecify.annotations.NullMarked;
