/** The nouns of the hub: people, money, feeds, claims, decisions and entries. Depends on the JDK only. */
@NullMarked
package canbao.model;

import org.jspecify.annotations.NullMarked;
