package planted.canbao.model;

import io.vertx.core.json.JsonObject;

public record KnowsJson(JsonObject json) {}
