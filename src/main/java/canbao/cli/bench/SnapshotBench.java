package canbao.cli.bench;

import canbao.cli.bench.BenchStore.Tally;
import canbao.cli.bench.CpuMeter.Reading;
import canbao.feed.Content;
import canbao.feed.Delivery;
import canbao.model.Actor;
import canbao.model.FeedId;
import canbao.model.batch.Control;
import canbao.runtime.Hub;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Three snapshots through the whole path (inbox, contract, vault, diff, wake-ups, policy, ledger, orders), and the SQL
 * floor's share of the same work in the same run on the same server.
 */
@Command(
        name = "snapshot",
        description =
                "首次装载、2% 变化、无变化三份名单走完全程，并与同机 SQL 下限比较 / three snapshots through the whole path, beside the SQL floor")
final class SnapshotBench implements Callable<Integer> {
    private static final FeedId FEED = FeedId.of("bench/roster");
    private static final FeedId WARM_UP = FeedId.of("bench/warm-up");

    @Option(names = "--rows", description = "行数 / rows (${DEFAULT-VALUE})")
    private int rows = 200_000;

    @Option(
            names = "--warm-up",
            description =
                    "先走一遍的行数，不计入（0 为冷启动）/ rows of other people that go through first and do not count, as in a hub that has been at work a day (0: cold; ${DEFAULT-VALUE})")
    private int warmUp = 200_000;

    @Option(names = "--seed", description = "随机种子 / seed (${DEFAULT-VALUE})")
    private long seed = 42;

    @Option(names = "--json", description = "最后一行输出一个 JSON 对象 / print one JSON object as the last line")
    private boolean json;

    @Option(names = "--data", description = "数据目录，先清空 / data folder, emptied first (${DEFAULT-VALUE})")
    private Path data = Path.of("data/bench");

    private record Work(String name, int snapshot, Path csv, Tally expected) {}

    @Override
    public Integer call() throws Exception {
        JsonObject result = new JsonObject().put("rows", rows).put("warmUpRows", warmUp);
        boolean right = true;
        try (BenchWorld world = new BenchWorld(data)) {
            System.err.println("生成 " + rows + " 行 / making " + rows + " rows");
            CpuMeter meter = new CpuMeter(world.postmaster());
            // Before and after the hub's part: machines change their speed within a run.
            FloorStore before = new FloorStore(world.database(), "floor_before");
            FloorStore after = new FloorStore(world.database(), "floor_after");
            BenchStore store = new BenchStore(world.database());
            store.upkeepByHand();
            warmUp(world.hub(), store);
            for (Work work : works(new BenchRoster("4401", rows, seed, data))) {
                System.err.println("  " + work.name());
                Reading floor = measure(meter, store, watch -> floor(before, work, watch))
                        .total();
                Tally start = store.tally();
                Stages cost = measure(meter, store, watch -> send(world.hub(), work.csv(), store, watch));
                Tally counted = store.tally().since(start);
                floor = floor.plus(measure(meter, store, watch -> floor(after, work, watch))
                                .total())
                        .half();
                if (!counted.equals(work.expected())) {
                    right = false;
                    System.err.println(
                            "不一致 / MISMATCH in " + work.name() + ": " + counted + ", expected " + work.expected());
                }
                result.put(work.name(), figures(cost, floor));
            }
        }
        print(result);
        return right ? 0 : 1;
    }

    private static List<Work> works(BenchRoster roster) {
        long size = roster.size;
        long moved = (long) roster.added + roster.withdrawn;
        // Who leaves the roster has his levy withdrawn and then is nobody to enrol: two entries.
        Tally second = new Tally(
                0, moved + roster.changed, roster.added, moved + roster.changed, moved + roster.withdrawn, moved, 1);
        return List.of(
                new Work("firstLoad", 1, roster.first, new Tally(size, size, size, size, size, size, 1)),
                new Work("twoPercent", 2, roster.second, second),
                new Work("zeroPercent", 3, roster.third, new Tally(0, 0, 0, moved + roster.changed, 0, 0, 1)));
    }

    private static Stages measure(CpuMeter meter, BenchStore store, Consumer<Stages.Watch> work) {
        store.upkeep();
        Stages.Watch watch = new Stages.Watch(meter);
        work.accept(watch);
        return watch.stages();
    }

    private static void floor(FloorStore floor, Work work, Stages.Watch watch) {
        floor.apply(work.snapshot(), work.csv());
        watch.lap("floor");
    }

    /** The stages follow one another: rows wait for the whole file to be stored, wake-ups for the batch's commit. */
    private static void send(Hub hub, Path csv, BenchStore store, Stages.Watch watch) {
        hub.accept(delivery(FEED, csv));
        watch.lap("1 store");
        await(store::read);
        watch.lap("2 read, compare, apply");
        await(store::done);
        watch.lap("3 announce, decide, post");
    }

    private void warmUp(Hub hub, BenchStore store) throws IOException {
        if (warmUp == 0) {
            return;
        }
        BenchRoster roster = new BenchRoster("4403", warmUp, seed, Files.createDirectories(data.resolve("warm-up")));
        for (Path csv : List.of(roster.first, roster.second, roster.third)) {
            hub.accept(delivery(WARM_UP, csv));
            await(store::done);
        }
    }

    private static Delivery delivery(FeedId feed, Path csv) {
        String name = csv.getFileName().toString();
        return new Delivery(feed, Actor.hub("bench"), name, null, null, Control.NONE, Content.of(csv));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private JsonObject figures(Stages stages, Reading floor) {
        Reading cost = stages.total();
        return new JsonObject()
                .put("wallSeconds", rounded(cost.wall()))
                .put("rowsPerSecond", Math.round(rows / cost.wall()))
                .put("cpuMicrosPerRow", micros(cost.total()))
                .put("pgCpuMicrosPerRow", micros(cost.postgres()))
                .put("floorWallSeconds", rounded(floor.wall()))
                .put("floorCpuMicrosPerRow", micros(floor.total()))
                .put("floorPgCpuMicrosPerRow", micros(floor.postgres()))
                .put("cpuRatio", rounded(cost.total() / floor.total()))
                .put("pgCpuRatio", rounded(cost.postgres() / floor.postgres()))
                .put("stages", stages.figures(rows));
    }

    private void print(JsonObject result) {
        if (json) {
            System.out.println(result.encode());
            return;
        }
        for (String name : new String[] {"firstLoad", "twoPercent", "zeroPercent"}) {
            System.out.println(name);
            result.getJsonObject(name).forEach(figure -> print("  ", figure));
        }
    }

    private static void print(String indent, Map.Entry<String, Object> figure) {
        if (figure.getValue() instanceof JsonObject inner) {
            System.out.println(indent + figure.getKey());
            inner.forEach(one -> print(indent + "  ", one));
        } else {
            System.out.printf("%s%-24s %s%n", indent, figure.getKey(), figure.getValue());
        }
    }

    private double micros(double seconds) {
        return rounded(seconds * 1e6 / rows);
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
