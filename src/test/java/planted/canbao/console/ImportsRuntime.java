package planted.canbao.console;

import planted.canbao.runtime.EmbeddedKafka;

public record ImportsRuntime(EmbeddedKafka kafka) {}
