/** YAML files that people write, read key by key with every problem named. */
@NullMarked
package canbao.io.yaml;

import org.jspecify.annotations.NullMarked;
