package canbao.sms.cmpp;

import canbao.sms.gateway.GatewayEvent;
import canbao.sms.gateway.Outgoing;
import canbao.sms.gateway.SmsGateway;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A CMPP 2.0 account over one or several connections; all segments of a message go over the same one. */
public final class CmppGateway implements SmsGateway {
    private final Vertx vertx;
    private final CmppAccount account;
    private final Clock clock;
    private final Queue<GatewayEvent> heard = new ConcurrentLinkedQueue<>();
    private final List<CmppLink> links = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();
    private volatile Runnable listener = () -> {};
    private int outstanding;

    /** @param clock the real time of day, which the login is stamped with */
    public CmppGateway(Vertx vertx, CmppAccount account, Clock clock) {
        this.vertx = vertx;
        this.account = account;
        this.clock = clock;
    }

    /** Whom to wake when there is something to hear or room to send; called on an event loop. */
    public void onNews(Runnable wake) {
        listener = wake;
    }

    @Override
    public String account() {
        return account.name();
    }

    @Override
    public void open() {
        while (links.size() < account.connections()) {
            CmppLink link = new CmppLink(account, clock, this::happened, () -> listener.run());
            links.add(link);
            deployments.add(deployApart(link));
        }
    }

    @Override
    public int free() {
        return links.stream().mapToInt(CmppLink::free).sum();
    }

    @Override
    public int outstanding() {
        return outstanding;
    }

    /** Throws {@link IllegalStateException} when the gateway is not open. */
    @Override
    public void submit(Outgoing message) {
        CmppLink roomiest = links.stream()
                .max(Comparator.comparingInt(CmppLink::free))
                .orElseThrow(() -> new IllegalStateException("account " + account.name() + " is not open"));
        outstanding++;
        roomiest.submit(message);
    }

    @Override
    public List<GatewayEvent> events() {
        List<GatewayEvent> events = new ArrayList<>();
        for (GatewayEvent next = heard.poll(); next != null; next = heard.poll()) {
            events.add(next);
            if (next instanceof GatewayEvent.Answered) {
                outstanding--;
            }
        }
        return events;
    }

    @Override
    public void close() {
        deployments.forEach(deployment -> vertx.undeploy(deployment).await());
        deployments.clear();
        links.clear();
    }

    /** From a loop's own context a link would be the loop's child, and go down before what it sent is answered. */
    private String deployApart(CmppLink link) {
        return CompletableFuture.supplyAsync(() -> vertx.deployVerticle(link).await())
                .join();
    }

    private void happened(GatewayEvent event) {
        heard.add(event);
        listener.run();
    }
}
