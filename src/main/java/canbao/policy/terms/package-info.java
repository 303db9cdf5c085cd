/** What a policy can say: tariffs, categories, subsidies, predicates, waiting, treatment of changes, further products. */
@NullMarked
package canbao.policy.terms;

import org.jspecify.annotations.NullMarked;
