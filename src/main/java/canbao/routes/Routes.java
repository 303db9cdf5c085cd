package canbao.routes;

import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.routes.door.DoorComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Camel context with all routes of the folder. Routes that are called run everywhere; routes that poll run only while
 * this instance holds their lease, see {@link #step()}.
 */
public final class Routes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final DefaultCamelContext camel;
    private final Map<String, Lease> polling = new HashMap<>();

    private Routes(DefaultCamelContext camel) {
        this.camel = camel;
    }

    /**
     * Loads and starts.
     *
     * @param hub where routes end
     * @param doors where routes begin, and what {@code {{name}}} stands for
     */
    public static Routes start(Path folder, Component hub, RouteDoors doors, LeaseStore leases) {
        Problems problems = new Problems();
        List<RouteFile> files = check(folder, problems);
        problems.throwIfAny();
        Routes routes = new Routes(context(doors, hub));
        try {
            routes.load(files);
            routes.camel.start();
            for (RouteFile file : files) {
                if (file.polls()) {
                    routes.polling.put(file.id(), new Lease(leases, "route/" + file.id()));
                } else {
                    routes.camel.getRouteController().startRoute(file.id());
                }
            }
            return routes;
        } catch (Exception e) {
            routes.close();
            throw new IllegalStateException("the routes in " + folder + " do not start: " + e.getMessage(), e);
        }
    }

    /** Checks every route of the folder against the fence. */
    public static List<RouteFile> check(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) {
            problems.add(new Problem("routes", "1", "there is no folder " + folder, "name it with --routes"));
            return List.of();
        }
        return RouteFolder.read(folder, problems);
    }

    /** Checks the routes and, when they pass the fence, loads each in a context that is thrown away, starting none. */
    public static List<RouteFile> rehearse(Path folder, RouteDoors doors, Problems problems) {
        List<RouteFile> files = check(folder, problems);
        if (!problems.none()) {
            return files;
        }
        for (RouteFile file : files) {
            try (Routes routes = new Routes(context(doors, new Nowhere()))) {
                routes.load(List.of(file));
                routes.camel.start();
            } catch (Exception e) {
                problems.add(new Problem(
                        file.file(),
                        "1: " + file.id(),
                        "Camel does not load it: " + rootMessage(e),
                        "correct the endpoint, or the {{name}} in hub.yaml"));
            }
        }
        return files;
    }

    /** Stands in for the hub's door while routes are only tried. */
    private static final class Nowhere extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new ProcessorEndpoint(uri, this, exchange -> {});
        }
    }

    /** Renews the leases and starts or stops polling routes accordingly; false: come back after a pause. */
    public boolean step() {
        polling.forEach((id, lease) -> {
            boolean ours = lease.hold().isPresent();
            ServiceStatus status = camel.getRouteController().getRouteStatus(id);
            try {
                if (ours && !status.isStarted()) {
                    camel.getRouteController().startRoute(id);
                    LOG.atInfo().addKeyValue("route", id).log("polling");
                } else if (!ours && status.isStarted()) {
                    camel.getRouteController().stopRoute(id);
                    LOG.atInfo().addKeyValue("route", id).log("another instance polls");
                }
            } catch (Exception e) {
                throw new IllegalStateException("route " + id + " does not change state: " + e.getMessage(), e);
            }
        });
        return false;
    }

    /** Sends a body through a {@code direct:} route and returns what came back; the route's failure is thrown as it was. */
    public <T> T call(
            String direct, Object body, Map<String, Object> headers, Map<String, Object> properties, Class<T> answer) {
        try (var template = camel.createProducerTemplate()) {
            Exchange exchange = template.request("direct:" + direct, request -> {
                request.getMessage().setBody(body);
                headers.forEach(request.getMessage()::setHeader);
                properties.forEach(request::setProperty);
            });
            Exception failure = exchange.getException();
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure != null) {
                throw new IllegalStateException("route direct:" + direct + " failed: " + rootMessage(failure), failure);
            }
            return exchange.getMessage().getBody(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a {@code direct:} route of that name is there. */
    public boolean has(String direct) {
        return camel.hasEndpoint("direct:" + direct) != null;
    }

    @Override
    public void close() {
        camel.stop();
        polling.values().forEach(lease -> {
            try {
                lease.release();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("lease", lease.name()).log("not released; it expires by itself");
            }
        });
    }

    private void load(List<RouteFile> files) throws Exception {
        for (RouteFile file : files) {
            byte[] yaml = file.toCamel().getBytes(StandardCharsets.UTF_8);
            // The name's ending tells Camel how to read it.
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromBytes(file.id() + ".camel.yaml", yaml));
        }
    }

    private static DefaultCamelContext context(RouteDoors doors, Component hub) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.setAutoStartup(false);
        camel.setLoadTypeConverters(false);
        // A body is read once, by the inbox; a copy on the way would only be a second place where it lies.
        camel.setStreamCaching(false);
        camel.getShutdownStrategy().setTimeout(5);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        ((PropertiesComponent) camel.getPropertiesComponent()).setInitialProperties(doors.settings());
        camel.addComponent("hub", hub);
        doors.kinds()
                .forEach((kind, maker) ->
                        camel.addComponent(kind, new DoorComponent(maker, doors.settings(), doors.wiring())));
        return camel;
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** The context, for tests. */
    CamelContext camel() {
        return camel;
    }
}
