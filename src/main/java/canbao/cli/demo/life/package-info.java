/** The demo's last chapter: one made-up person for each mechanism, told through the agencies' doors and checked at the end. */
@NullMarked
package canbao.cli.demo.life;

import org.jspecify.annotations.NullMarked;
