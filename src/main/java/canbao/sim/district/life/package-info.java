/** What happens to some people of the demo district after its first two months: one made-up person for each mechanism. */
@NullMarked
package canbao.sim.district.life;

import org.jspecify.annotations.NullMarked;
