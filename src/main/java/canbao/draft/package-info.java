/** Drafts of policies: what each would change, who proposed and who approved it, and the day on which it comes into force. */
@NullMarked
package canbao.draft;

import org.jspecify.annotations.NullMarked;
