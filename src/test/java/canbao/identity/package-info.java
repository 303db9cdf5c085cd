/** Tests of numbers and keys. */
@NullMarked
package canbao.identity;

import org.jspecify.annotations.NullMarked;
