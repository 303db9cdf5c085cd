/** Who may send and who may look: agencies' keys, signed requests, the administrator's account and sessions. */
@NullMarked
package canbao.security;

import org.jspecify.annotations.NullMarked;
