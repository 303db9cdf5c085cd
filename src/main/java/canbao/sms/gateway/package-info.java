/** What the message ledger needs from any SMS centre, whatever its protocol. */
@NullMarked
package canbao.sms.gateway;

import org.jspecify.annotations.NullMarked;
