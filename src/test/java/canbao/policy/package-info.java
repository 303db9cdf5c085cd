/** Tests of the policy: every rule as a sentence, and properties over random lives. */
@NullMarked
package canbao.policy;

import org.jspecify.annotations.NullMarked;
