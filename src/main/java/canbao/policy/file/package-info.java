/** Policies as people write them in YAML; refuses what cannot be meant, with file, key, rule and fix. */
@NullMarked
package canbao.policy.file;

import org.jspecify.annotations.NullMarked;
