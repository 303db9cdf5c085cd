/** What is wrong and needs a person: opened once, closed once, told on the page, by a webhook and in the log. */
@NullMarked
package canbao.alert;

import org.jspecify.annotations.NullMarked;
