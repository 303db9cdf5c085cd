/** Where a source contradicts the population register: the list that people work off. */
@NullMarked
package canbao.identity.review;

import org.jspecify.annotations.NullMarked;
