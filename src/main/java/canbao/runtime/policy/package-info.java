/** The policies of a running hub: what is in force, drafts, and everybody decided anew when one comes into force. */
@NullMarked
package canbao.runtime.policy;

import org.jspecify.annotations.NullMarked;
