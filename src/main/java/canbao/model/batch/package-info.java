/** A batch and its rows, between the reader and the registry. */
@NullMarked
package canbao.model.batch;

import org.jspecify.annotations.NullMarked;
