/** What a route file may say, and what it may not. */
@NullMarked
package canbao.routes;

import org.jspecify.annotations.NullMarked;
