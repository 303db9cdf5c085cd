package canbao.routes.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder on this machine. */
final class LocalShelf implements Shelf {
    private final Path folder;

    LocalShelf(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Entry> list(int limit) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.limit(limit)
                    .map(path -> String.valueOf(path.getFileName()))
                    .flatMap(name -> entry(name).stream())
                    .toList();
        }
    }

    @Override
    public Optional<Entry> find(String name) {
        return entry(name);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void move(String name, String below, String newName) throws IOException {
        Files.move(folder.resolve(name), made(below).resolve(newName), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void write(String below, String name, Writing writing) throws IOException {
        Path part = made(below).resolve("." + name + ".part");
        Files.deleteIfExists(part);
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            writing.to(out);
        }
        Files.move(part, made(below).resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    /** A link in the place of one of our folders would let whoever drops files choose where ours go. */
    private Path made(String below) throws IOException {
        Path made = folder;
        for (String name : below.split("/", -1)) {
            made = made.resolve(name);
            if (!Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(made);
                } catch (FileAlreadyExistsException e) {
                    throw new IOException("in the place of the folder " + below + " is something else: remove it", e);
                }
            }
        }
        return made;
    }

    private Optional<Entry> entry(String name) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Kind kind = found.isSymbolicLink() ? Kind.LINK : found.isRegularFile() ? Kind.FILE : Kind.OTHER;
            return Optional.of(
                    new Entry(name, kind, found.size(), found.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the folder cannot be looked at", e);
        }
    }
}
