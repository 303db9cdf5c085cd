package planted.canbao.policy;

import java.nio.file.Files;
import java.nio.file.Path;

public final class ReadsFiles {
    private ReadsFiles() {}

    static boolean isThere() {
        return Files.exists(Path.of("config"));
    }
}
