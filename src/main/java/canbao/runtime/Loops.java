package canbao.runtime;

import canbao.io.LoopVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a hub has running: its verticles, each on a virtual thread, and what must be closed after they have stopped. */
public final class Loops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

    private final Vertx vertx;
    private final List<LoopVerticle> loops = new CopyOnWriteArrayList<>();
    private final List<String> deployments = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();

    Loops(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs a step again and again: at once while it finds something to do, else after resting. */
    public LoopVerticle start(String name, Duration rest, BooleanSupplier step) {
        LoopVerticle loop = new LoopVerticle(name, rest, step);
        deploy(loop);
        loops.add(loop);
        return loop;
    }

    void deploy(VerticleBase verticle) {
        DeploymentOptions virtual = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        deployments.add(vertx.deployVerticle(verticle, virtual).await());
    }

    /** What the loops use, closed after them, the last one first. */
    public <T extends AutoCloseable> T closing(T used) {
        closing.push(used);
        return used;
    }

    List<LoopVerticle> all() {
        return loops;
    }

    void wakeAll() {
        loops.forEach(LoopVerticle::wake);
    }

    @Override
    public void close() {
        deployments.reversed().forEach(id -> vertx.undeploy(id).otherwiseEmpty().await());
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("did not close cleanly");
            }
        }
    }
}
