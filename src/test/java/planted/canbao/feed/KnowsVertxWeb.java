package planted.canbao.feed;

import io.vertx.ext.web.RoutingContext;

public interface KnowsVertxWeb {
    void receive(RoutingContext request);
}
