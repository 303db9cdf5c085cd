/** Outcomes (回流): what became of the people whom a feed names, told to the agency that sent them. */
@NullMarked
package canbao.feed.outcome;

import org.jspecify.annotations.NullMarked;
