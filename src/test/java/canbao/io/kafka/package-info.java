/** Wake-ups over a real broker: published, lost, late, twice. */
@NullMarked
package canbao.io.kafka;

import org.jspecify.annotations.NullMarked;
