/** People who may be entitled to help but are on nobody's list: found, told to civil affairs, and closed by what came of it. */
@NullMarked
package canbao.lead;

import org.jspecify.annotations.NullMarked;
