/** PostgreSQL and Kafka started by the hub itself, for the demo, the benchmarks and the tests. */
@NullMarked
package canbao.runtime.embedded;

import org.jspecify.annotations.NullMarked;
