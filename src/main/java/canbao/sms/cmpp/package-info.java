/** China Mobile's CMPP 2.0: codec, sliding window and client on Vert.x sockets. */
@NullMarked
package canbao.sms.cmpp;

import org.jspecify.annotations.NullMarked;
