/** Files are taken whole, once, and only under plain names. */
@NullMarked
package canbao.routes.files;

import org.jspecify.annotations.NullMarked;
