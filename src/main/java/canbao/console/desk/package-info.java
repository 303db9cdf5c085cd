/** What staff do by hand, over HTTP: JSON in and out under {@code /api/desk/}, each act with the name of its actor. */
@NullMarked
package canbao.console.desk;

import org.jspecify.annotations.NullMarked;
