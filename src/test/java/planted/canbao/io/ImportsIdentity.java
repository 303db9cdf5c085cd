package planted.canbao.io;

import planted.canbao.identity.Vault;

public record ImportsIdentity(Vault vault) {}
