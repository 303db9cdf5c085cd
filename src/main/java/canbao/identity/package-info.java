/** The vault: certificate numbers, names and phones lie sealed here; everyone else sees a PersonKey. */
@NullMarked
package canbao.identity;

import org.jspecify.annotations.NullMarked;
