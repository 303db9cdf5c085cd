/** Scenarios of the whole hub between a batch and an order, told in files. */
@NullMarked
package canbao.runtime.scenario;

import org.jspecify.annotations.NullMarked;
