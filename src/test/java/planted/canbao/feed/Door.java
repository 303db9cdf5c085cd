package planted.canbao.feed;

import org.apache.camel.CamelContext;

/** A feed may know Camel. */
public record Door(CamelContext camel) {}
