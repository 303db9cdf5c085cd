/** Which persons are one: links, the aliases that follow from them, merging and telling apart. */
@NullMarked
package canbao.identity.person;

import org.jspecify.annotations.NullMarked;
