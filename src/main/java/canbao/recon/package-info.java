/** What the ledger says against what the insurer and the tax bureau say: down to the person, frozen until it is settled. */
@NullMarked
package canbao.recon;

import org.jspecify.annotations.NullMarked;
