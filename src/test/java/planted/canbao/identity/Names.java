package planted.canbao.identity;

/** Every ending that says what a class is made of instead of what it is for. */
public final class Names {
    private Names() {}

    record VaultDao() {}

    record VaultService() {}

    record VaultManager() {}

    record VaultImpl() {}

    record VaultUtil() {}

    record VaultUtils() {}

    record VaultHelper() {}

    /** Serves nobody a bad name: the ending counts, not the word. */
    record ServiceWindow() {}
}
