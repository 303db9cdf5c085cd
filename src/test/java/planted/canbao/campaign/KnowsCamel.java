package planted.canbao.campaign;

import org.apache.camel.Exchange;

public interface KnowsCamel {
    void send(Exchange exchange);
}
