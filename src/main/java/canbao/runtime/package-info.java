/** Configuration, migrations, wiring by constructor, embedded PostgreSQL and Kafka. */
@NullMarked
package canbao.runtime;

import org.jspecify.annotations.NullMarked;
