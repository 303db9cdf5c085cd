package canbao.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An agency that drops files into a folder: each appears under its own name only when it is whole. */
public final class FolderAgency {
    private final Path folder;

    public FolderAgency(Path folder) {
        this.folder = folder;
    }

    /** Writes a file, replacing an earlier one of that name; throws {@link UncheckedIOException} when the folder cannot be written. */
    public void put(String name, byte[] bytes) {
        Path part = folder.resolve("." + name + ".part");
        try {
            Files.createDirectories(folder);
            Files.write(part, bytes);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot drop " + name + " into " + folder, e);
        }
    }
}
