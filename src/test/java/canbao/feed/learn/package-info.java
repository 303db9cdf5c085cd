/** Contracts learnt from files, compared with those that people wrote. */
@NullMarked
package canbao.feed.learn;

import org.jspecify.annotations.NullMarked;
