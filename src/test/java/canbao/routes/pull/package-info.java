/** An agency's address is asked with care: news only, bounded, never led elsewhere. */
@NullMarked
package canbao.routes.pull;

import org.jspecify.annotations.NullMarked;
