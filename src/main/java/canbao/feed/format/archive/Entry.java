package canbao.feed.format.archive;

/**
 * One file of an archive, as the directory tells.
 *
 * @param name as sent; may be personal
 * @param header where its local header begins
 * @param packed bytes in the archive
 * @param size bytes unpacked
 * @param crc CRC-32 of the unpacked bytes
 */
public record Entry(String name, long header, long packed, long size, boolean deflated, long crc) {
    /** Folders, and what file managers leave behind unasked. */
    public boolean isJunk() {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.isEmpty()
                || name.startsWith("__MACOSX/")
                || last.startsWith(".")
                || last.equalsIgnoreCase("Thumbs.db")
                || last.equalsIgnoreCase("desktop.ini");
    }

    @Override
    public String toString() {
        return "Entry[" + size + " bytes]";
    }
}
