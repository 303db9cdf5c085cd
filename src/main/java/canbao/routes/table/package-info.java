/** Exchange tables (前置库): an agency's database as a door, in PostgreSQL and MariaDB. */
@NullMarked
package canbao.routes.table;

import org.jspecify.annotations.NullMarked;
