package planted.canbao.identity;

/** What other packages may import, or may not. */
public record Vault(int people) {}
