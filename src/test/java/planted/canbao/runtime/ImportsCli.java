package planted.canbao.runtime;

import planted.canbao.cli.Demo;

public record ImportsCli(Demo demo) {}
