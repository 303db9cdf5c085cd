package canbao.routes.files;

import canbao.routes.door.DoorOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A folder into which receipts are put for an agency: beside its files, on its server, or in its box on ours. */
public final class ReceiptShelf {
    /** Stands in a route for: no receipts this way. */
    private static final String NONE = "-";

    private static final String FOLDER = "receipts";

    private final Shelf shelf;
    private final String below;

    private ReceiptShelf(Shelf shelf, String below) {
        this.shelf = shelf;
        this.below = below;
    }

    /** Writes a document to its end. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** {@code folder:<place>?receipts=receipts}: below the folder of this machine that the route looks into. */
    public static Optional<ReceiptShelf> folder(DoorOptions options) {
        return at(new LocalShelf(Path.of(options.setting())), options);
    }

    /** {@code sftp-fetch:<server>?receipts=receipts}: a folder of the agency's server, as the login sees it. */
    public static Optional<ReceiptShelf> fetched(DoorOptions options) {
        return at(new RemoteShelf(SftpServer.of(options), "."), options);
    }

    /** The agency's own folder {@code receipts/} on the hub's SFTP server. */
    public static ReceiptShelf dropped(Path drop, String agency) {
        return new ReceiptShelf(new LocalShelf(drop.resolve(agency)), FOLDER);
    }

    /** Puts a document about a batch there, in the place of an older one. */
    public void put(long batch, String name, String ending, Writing writing) throws IOException {
        shelf.write(below, FileNames.about(batch, name, ending), writing::to);
    }

    /** Ends the connection, if there is one; the next document makes another. */
    public void rest() {
        shelf.close();
    }

    private static Optional<ReceiptShelf> at(Shelf shelf, DoorOptions options) {
        String folder = options.text("receipts", FOLDER);
        if (folder.equals(NONE)) {
            return Optional.empty();
        }
        if (!FileDoors.RELATIVE.matcher(folder).matches()) {
            throw new IllegalArgumentException("receipts must be a folder such as receipts, or - for none");
        }
        return Optional.of(new ReceiptShelf(shelf, folder));
    }
}
