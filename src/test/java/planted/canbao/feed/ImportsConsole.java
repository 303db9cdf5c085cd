package planted.canbao.feed;

import planted.canbao.console.Pages;

public record ImportsConsole(Pages pages) {}
