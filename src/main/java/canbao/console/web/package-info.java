/** What page, desk and doors share: who asks, how it is answered, and work aside. */
@NullMarked
package canbao.console.web;

import org.jspecify.annotations.NullMarked;
