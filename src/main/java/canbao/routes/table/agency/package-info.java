/** An agency's database: how it differs, which columns count, and the statements for each shape of table. */
@NullMarked
package canbao.routes.table.agency;

import org.jspecify.annotations.NullMarked;
