/** What all doors share that the hub looks into on a schedule: the look, the hand-over to the inbox, and options with types. */
@NullMarked
package canbao.routes.door;

import org.jspecify.annotations.NullMarked;
