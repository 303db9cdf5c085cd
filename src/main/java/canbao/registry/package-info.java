/** Current facts per source, snapshot diff, held batches. */
@NullMarked
package canbao.registry;

import org.jspecify.annotations.NullMarked;
