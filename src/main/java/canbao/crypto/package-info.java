/** SM3 and SM4 and keyed hashes over bytes, on Bouncy Castle. */
@NullMarked
package canbao.crypto;

import org.jspecify.annotations.NullMarked;
