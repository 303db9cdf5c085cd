/** Who did what, append-only and hash-chained, so that a later change shows. */
@NullMarked
package canbao.audit;

import org.jspecify.annotations.NullMarked;
