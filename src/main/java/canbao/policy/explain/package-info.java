/** Why a decision is what it is, told from the same rules that made it, in Chinese and English. */
@NullMarked
package canbao.policy.explain;

import org.jspecify.annotations.NullMarked;
