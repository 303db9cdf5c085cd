/** The accounts of the hub's people and the sessions of those who signed in. */
@NullMarked
package canbao.security.signin;

import org.jspecify.annotations.NullMarked;
