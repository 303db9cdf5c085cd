package planted.canbao.console;

import io.vertx.ext.web.Router;
import planted.canbao.feed.Door;

/** The console may know vertx-web and every feature. */
public record Pages(Router router, Door door) {}
