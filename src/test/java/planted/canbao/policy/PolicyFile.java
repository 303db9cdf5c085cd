package planted.canbao.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What loads a policy may read files. */
public record PolicyFile(Path path) {
    String text() throws IOException {
        return Files.readString(path);
    }
}
