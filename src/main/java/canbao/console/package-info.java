/** The HTTP API, the HTTP doors for agencies, and the page; no rules. */
@NullMarked
package canbao.console;

import org.jspecify.annotations.NullMarked;
