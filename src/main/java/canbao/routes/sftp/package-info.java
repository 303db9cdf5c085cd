/** The hub's own SFTP server: one folder per agency, in which it can do little more than put files and read receipts. */
@NullMarked
package canbao.routes.sftp;

import org.jspecify.annotations.NullMarked;
