/** Leads on a real database, and the radar alone. */
@NullMarked
package canbao.lead;

import org.jspecify.annotations.NullMarked;
