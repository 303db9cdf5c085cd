package planted.canbao.sim;

import planted.canbao.runtime.EmbeddedKafka;

public record ImportsRuntime(EmbeddedKafka kafka) {}
