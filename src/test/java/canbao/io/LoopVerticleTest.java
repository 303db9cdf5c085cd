package canbao.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import canbao.testing.Platform;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopVerticleTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void it_goes_on_after_failures_and_says_what_was_wrong_meanwhile() throws Exception {
        Promise<Void> seen = Promise.promise();
        LoopVerticle loop = new LoopVerticle("test", Duration.ofMillis(1), () -> {
            if (steps.incrementAndGet() < 3) {
                throw new IllegalStateException("the broker is away");
            }
            seen.future().await();
            return false;
        });
        String id = deploy(loop);
        await().atMost(PATIENCE).until(() -> steps.get() == 3);
        assertThat(loop.trouble()).hasValue("IllegalStateException: the broker is away");
        seen.complete();
        await().atMost(PATIENCE).until(() -> steps.get() > 4);
        assertThat(loop.trouble()).isEmpty();
        undeploy(id);
    }

    @Test
    void it_works_without_pause_while_there_is_work_then_rests_until_woken() {
        LoopVerticle loop = new LoopVerticle("test", LONG, () -> steps.incrementAndGet() % 1_000 != 0);
        String id = deploy(loop);
        await().atMost(PATIENCE).until(() -> steps.get() == 1_000);
        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> steps.get() == 1_000);
        loop.wake();
        await().atMost(PATIENCE).until(() -> steps.get() == 2_000);
        undeploy(id);
    }

    @Test
    void stopping_ends_the_rest_at_once_and_no_step_follows() {
        LoopVerticle loop = new LoopVerticle("test", LONG, () -> {
            steps.incrementAndGet();
            return false;
        });
        String id = deploy(loop);
        await().atMost(PATIENCE).until(() -> steps.get() == 1);
        undeploy(id);
        loop.wake();
        assertThat(steps).hasValue(1);
    }

    @Test
    void stopping_waits_for_the_running_step() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Promise<Void> go = Promise.promise();
        String id = deploy(new LoopVerticle("test", LONG, () -> {
            started.countDown();
            // As steps wait: a latch would hold up the deployment's own answer, which comes on the same context.
            go.future().await();
            return steps.incrementAndGet() < 0;
        }));
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        var stopped = Platform.vertx().undeploy(id);
        Thread.sleep(100);
        assertThat(stopped.isComplete()).isFalse();
        go.complete();
        stopped.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(steps).hasValue(1);
    }

    private static String deploy(LoopVerticle loop) {
        return Platform.vertx()
                .deployVerticle(loop, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    private static void undeploy(String id) {
        assertThat(Platform.vertx().undeploy(id).toCompletionStage().toCompletableFuture())
                .succeedsWithin(PATIENCE);
    }
}
