/** Orders on their way to the insurer and the tax bureau, in the platform's codes. */
@NullMarked
package canbao.ledger.out;

import org.jspecify.annotations.NullMarked;
