/** The doors that the hub polls or hosts, wired to the inbox, the agencies and what became of batches. */
@NullMarked
package canbao.runtime.door;

import org.jspecify.annotations.NullMarked;
