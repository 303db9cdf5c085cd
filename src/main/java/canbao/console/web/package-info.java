/** What the page and the doors answer with: JSON, and work aside. */
@NullMarked
package canbao.console.web;

import org.jspecify.annotations.NullMarked;
