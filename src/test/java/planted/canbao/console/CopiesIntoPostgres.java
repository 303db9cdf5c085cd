package planted.canbao.console;

import org.postgresql.copy.CopyManager;

public record CopiesIntoPostgres(CopyManager copy) {}
