package canbao.routes.sftp;

import canbao.routes.files.FileNames;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Set;

/** What may be named and done in an agency's folder: {@code /<feed>/<file>} and {@code /receipts/<file>}, nothing else. */
final class BoxRules {
    static final String RECEIPTS = "receipts";

    private BoxRules() {}

    /** Throws when the path is neither a folder nor a plainly named file of the box. */
    static void checkName(Path path) throws AccessDeniedException {
        int depth = path.getNameCount();
        boolean root =
                depth == 0 || (depth == 1 && path.getFileName().toString().isEmpty());
        if (!root && depth > 2) {
            throw denied("没有下级文件夹 / there are no folders below the feeds' folders");
        }
        for (int i = 0; !root && i < depth; i++) {
            String fault = FileNames.fault(path.getName(i).toString()).orElse(null);
            if (fault != null) {
                throw denied(fault);
            }
        }
    }

    /** Throws unless the path is a file's in the folder of one of the feeds. */
    static void checkUpload(Path path, Set<String> feeds) throws AccessDeniedException {
        checkName(path);
        if (path.getNameCount() != 2 || !feeds.contains(path.getName(0).toString())) {
            throw denied("只能在数据文件夹 " + feeds + " 内放置、改名、删除文件 / put, rename and delete files in these folders only: "
                    + feeds);
        }
    }

    /** Throws unless the path is a receipt's. */
    static void checkReceipt(Path path) throws AccessDeniedException {
        checkName(path);
        if (path.getNameCount() != 2 || !path.getName(0).toString().equals(RECEIPTS)) {
            throw denied("只能读取 receipts 内的回执 / only receipts can be read");
        }
    }

    static AccessDeniedException denied(String why) {
        return new AccessDeniedException(null, null, why);
    }
}
