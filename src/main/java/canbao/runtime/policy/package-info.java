/** The policies of a running hub: what is in force, drafts, and how one comes into force. */
@NullMarked
package canbao.runtime.policy;

import org.jspecify.annotations.NullMarked;
