/** Tests of alerts and of their webhook. */
@NullMarked
package canbao.alert;

import org.jspecify.annotations.NullMarked;
