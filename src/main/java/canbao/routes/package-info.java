/** Camel: loading the routes, the fence around them, and their life cycle under leases. */
@NullMarked
package canbao.routes;

import org.jspecify.annotations.NullMarked;
