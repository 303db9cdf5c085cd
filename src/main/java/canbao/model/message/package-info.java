/** Reminders and messages, between the campaign and the gateway. */
@NullMarked
package canbao.model.message;

import org.jspecify.annotations.NullMarked;
