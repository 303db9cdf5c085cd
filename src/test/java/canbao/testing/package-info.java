/** What tests share: one PostgreSQL and one Kafka for the whole run. */
@NullMarked
package canbao.testing;

import org.jspecify.annotations.NullMarked;
