/** What an agency can do on the hub's SFTP server, and what it cannot. */
@NullMarked
package canbao.routes.sftp;

import org.jspecify.annotations.NullMarked;
