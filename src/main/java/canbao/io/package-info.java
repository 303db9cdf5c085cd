/** Database pool, migrations, leases, outbox relay, topic loop, YAML: the plumbing between the features and the outside. */
@NullMarked
package canbao.io;

import org.jspecify.annotations.NullMarked;
