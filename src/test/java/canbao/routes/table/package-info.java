/** Exchange tables in both databases: nothing missed, nothing twice, over crashes and late commits. */
@NullMarked
package canbao.routes.table;

import org.jspecify.annotations.NullMarked;
