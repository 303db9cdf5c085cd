package canbao.routes.sftp;

import canbao.routes.files.FileNames;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * What a signed-in agency can do with files. An upload is written under a hidden name, and takes its own only when the
 * client itself closes it: a broken connection leaves nothing. Whose login was withdrawn can do nothing any more.
 */
final class BoxAccess implements SftpFileSystemAccessor {
    private final Function<String, Optional<BoxLogin>> logins;
    private final BoxLimits limits;

    BoxAccess(Function<String, Optional<BoxLogin>> logins, BoxLimits limits) {
        this.logins = logins;
        this.limits = limits;
    }

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String remote) throws IOException {
        Path path = SftpFileSystemAccessor.super.resolveLocalFilePath(subsystem, root, remote);
        BoxRules.checkName(path.normalize());
        return path;
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            FileHandle handle,
            Path file,
            String name,
            Set<? extends OpenOption> options,
            FileAttribute<?>... ignored)
            throws IOException {
        BoxLogin login = login(subsystem);
        if (!options.contains(StandardOpenOption.WRITE) && !options.contains(StandardOpenOption.APPEND)) {
            BoxRules.checkReceipt(file);
            return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        BoxRules.checkUpload(file, login.feeds());
        if (options.contains(StandardOpenOption.APPEND) || options.contains(StandardOpenOption.READ)) {
            throw BoxRules.denied("请重新上传整个文件 / uploads are not continued: send the whole file again");
        }
        long left = left(file);
        Path part = ((BoxSubsystem) subsystem).part(name, file);
        SeekableByteChannel channel = Files.newByteChannel(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        return new BoundedChannel(channel, Math.min(left, limits.fileBytes()));
    }

    @Override
    public void closeFile(
            SftpSubsystemProxy subsystem,
            FileHandle handle,
            Path file,
            String name,
            Channel channel,
            Set<? extends OpenOption> options)
            throws IOException {
        channel.close();
        BoxSubsystem own = (BoxSubsystem) subsystem;
        Optional<Path> part = own.uploaded(name);
        if (part.isEmpty()) {
            return;
        }
        if (channel instanceof BoundedChannel upload && upload.failed()) {
            Files.deleteIfExists(part.get());
            throw BoxRules.denied("上传不完整，未接收 / the upload is not whole and was not taken");
        }
        if (own.isClosedByClient(name)) {
            Files.move(part.get(), file, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(part.get());
        }
    }

    /** The caller closes it, in {@link #closeDirectory}. */
    @Override
    @SuppressWarnings("StreamResourceLeak")
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem, DirectoryHandle handle, Path folder, String name, LinkOption... links)
            throws IOException {
        login(subsystem);
        return Files.newDirectoryStream(
                folder,
                path -> FileNames.fault(String.valueOf(path.getFileName())).isEmpty());
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isFolder) throws IOException {
        BoxRules.checkUpload(path, login(subsystem).feeds());
        checkFile(path);
        Files.delete(path);
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        Set<String> feeds = login(subsystem).feeds();
        BoxRules.checkUpload(from, feeds);
        BoxRules.checkUpload(to, feeds);
        checkFile(from);
        if (!from.getName(0).equals(to.getName(0))) {
            throw BoxRules.denied("不能移到另一数据的文件夹 / a file stays in the folder of its feed");
        }
        Files.move(from, to);
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        throw BoxRules.denied("文件夹由枢纽建立 / the hub makes the folders");
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic)
            throws IOException {
        throw BoxRules.denied("不支持链接 / there are no links here");
    }

    @Override
    public String resolveLinkTarget(SftpSubsystemProxy subsystem, Path path) throws IOException {
        throw BoxRules.denied("不支持链接 / there are no links here");
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        throw BoxRules.denied("不支持复制 / there is no copying here");
    }

    /** Times and permissions that a client wants to keep do not matter here. */
    @Override
    public void setFileAttribute(
            SftpSubsystemProxy subsystem,
            Path file,
            String view,
            String attribute,
            Object value,
            LinkOption... links) {}

    @Override
    public void setFilePermissions(
            SftpSubsystemProxy subsystem, Path file, Set<PosixFilePermission> permissions, LinkOption... links) {}

    @Override
    public void applyExtensionFileAttributes(
            SftpSubsystemProxy subsystem, Path file, Map<String, byte[]> extensions, LinkOption... links) {}

    private BoxLogin login(SftpSubsystemProxy subsystem) throws IOException {
        return logins.apply(subsystem.getServerSession().getUsername())
                .orElseThrow(() -> BoxRules.denied("登录已撤销 / the login has been withdrawn"));
    }

    private static void checkFile(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw BoxRules.denied("没有该文件 / there is no such file");
        }
    }

    /** What the agency may still put here. */
    private long left(Path file) throws IOException {
        long bytes = 0;
        int files = 0;
        try (Stream<Path> all = Files.walk(file.getRoot(), 2)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && !path.getName(0).toString().equals(BoxRules.RECEIPTS)) {
                    bytes += Files.size(path);
                    files++;
                }
            }
        }
        if (files >= limits.files() || bytes >= limits.boxBytes()) {
            throw BoxRules.denied("文件夹已满，请等枢纽取走 / the folder is full: wait until the hub has taken files");
        }
        return limits.boxBytes() - bytes;
    }
}
