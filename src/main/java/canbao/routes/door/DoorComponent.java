package canbao.routes.door;

import canbao.model.batch.Receipt;
import canbao.model.batch.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kind of door as a Camel component: {@code <kind>:<place>?options}, looked into every {@code every}. */
public final class DoorComponent extends DefaultComponent {
    private static final Logger LOG = LoggerFactory.getLogger(DoorComponent.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final DoorMaker maker;
    private final Properties settings;
    private final Wiring wiring;

    /** @param settings what names of places stand for, and their secrets, which so never stand in an address */
    public DoorComponent(DoorMaker maker, Properties settings, Wiring wiring) {
        this.maker = maker;
        this.settings = settings;
        this.wiring = wiring;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, String> given = new HashMap<>();
        parameters.forEach((option, value) -> given.put(option, String.valueOf(value)));
        parameters.clear();
        DoorOptions options = new DoorOptions(remaining, given, settings);
        return new DoorEndpoint(uri, this, maker.make(options), options.duration("every", EVERY));
    }

    private static final class DoorEndpoint extends DefaultEndpoint {
        private final DoorComponent component;
        private final Door door;
        private final Duration every;

        DoorEndpoint(String uri, DoorComponent component, Door door, Duration every) {
            super(uri, component);
            this.component = component;
            this.door = door;
            this.every = every;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("a door is where a route begins");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DoorConsumer(this, processor);
        }
    }

    private static final class DoorConsumer extends ScheduledPollConsumer {
        private final Door door;
        private final Wiring wiring;
        private String trouble = "";

        DoorConsumer(DoorEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
            this.door = endpoint.door;
            this.wiring = endpoint.component.wiring;
            setInitialDelay(0);
            setDelay(Math.max(50, endpoint.every.toMillis()));
        }

        @Override
        protected int poll() {
            try {
                door.look(this::deliver);
                trouble = "";
            } catch (RuntimeException e) {
                say(e);
            }
            return 0;
        }

        /** The same trouble is told once, not at every look. */
        private void say(RuntimeException e) {
            String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
            if (!reason.equals(trouble) && isRunAllowed()) {
                LOG.atWarn().addKeyValue("route", getRouteId()).setCause(e).log("the door cannot be looked into");
            }
            trouble = reason;
        }

        private HandOver.Handed deliver(Parcel parcel) {
            Exchange exchange = createExchange(false);
            try {
                exchange.getMessage().setBody(parcel.body());
                if (!parcel.name().isEmpty()) {
                    exchange.getMessage().setHeader(Exchange.FILE_NAME_ONLY, parcel.name());
                }
                if (parcel.number() != null) {
                    exchange.setProperty(wiring.number(), parcel.number());
                }
                if (parcel.asOf() != null) {
                    exchange.setProperty(wiring.asOf(), parcel.asOf());
                }
                exchange.setProperty(wiring.control(), parcel.control());
                getProcessor().process(exchange);
                return handed(exchange);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("the batch was not handed over", e);
            } finally {
                releaseExchange(exchange, false);
            }
        }

        private HandOver.Handed handed(Exchange exchange) {
            Exception failure = exchange.getException();
            if (failure == null) {
                return new HandOver.Stored(exchange.getMessage().getBody(Receipt.class));
            }
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                Optional<Refusal> refusal = wiring.refusal().apply(cause);
                if (refusal.isPresent()) {
                    return new HandOver.Refused(refusal.get());
                }
            }
            throw new IllegalStateException("the batch was not handed over: " + failure.getMessage(), failure);
        }

        @Override
        protected void doStop() throws Exception {
            super.doStop();
            door.close();
        }
    }
}
