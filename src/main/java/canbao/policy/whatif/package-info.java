/** What a draft of a policy would change, for each person and in sums: pure comparison, nothing is decided by it. */
@NullMarked
package canbao.policy.whatif;

import org.jspecify.annotations.NullMarked;
