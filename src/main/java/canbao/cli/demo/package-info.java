/** The demo: servers and agencies around the hub, the story of two months, and its account. */
@NullMarked
package canbao.cli.demo;

import org.jspecify.annotations.NullMarked;
