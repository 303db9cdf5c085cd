package canbao.feed.format.archive;

import canbao.feed.format.BatchStop;
import java.util.Arrays;

/** Names in archives lead nowhere here, but one that tries to lead elsewhere shows that its archive is no honest one. */
final class EntryNames {
    private static final int LONGEST = 255;

    private EntryNames() {}

    static void check(String name, int n) {
        boolean plain = !name.isEmpty()
                && name.length() <= LONGEST
                && !name.startsWith("/")
                && name.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))
                && Arrays.stream(name.split("/", -1)).noneMatch(step -> step.equals("..") || step.equals("."));
        if (!plain) {
            throw bad(n);
        }
    }

    static BatchStop bad(int n) {
        return stop(
                n,
                "压缩包内文件名不合规（含..、绝对路径、反斜杠或控制字符），请改名后重新压缩 / a file name in the archive holds .., a root, a backslash or control characters: rename it and pack again");
    }

    static BatchStop stop(int n, String fix) {
        return new BatchStop("ENTRY_NAME", "file " + n, fix);
    }
}
