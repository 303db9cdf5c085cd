/** What others may do only with people who are insured: whether a school may sell a pupil commercial cover. */
@NullMarked
package canbao.ledger.gate;

import org.jspecify.annotations.NullMarked;
