/** The administrator's account and the sessions of those who signed in. */
@NullMarked
package canbao.security.signin;

import org.jspecify.annotations.NullMarked;
