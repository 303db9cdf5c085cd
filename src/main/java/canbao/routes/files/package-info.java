/** Doors through which files come: a folder of ours, or an agency's SFTP server; one set of rules for both. */
@NullMarked
package canbao.routes.files;

import org.jspecify.annotations.NullMarked;
