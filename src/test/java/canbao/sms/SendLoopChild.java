package canbao.sms;

import canbao.io.Database;
import canbao.io.DatabaseAddress;
import canbao.io.LeaseStore;
import canbao.io.LoopVerticle;
import canbao.sms.cmpp.CmppAccount;
import canbao.sms.cmpp.CmppGateway;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** A hub that does nothing but send: host, port, database, user, password, CMPP port. Runs until it is killed. */
final class SendLoopChild {
    private SendLoopChild() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        Database database = new Database(
                vertx,
                new DatabaseAddress(
                        arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3], arguments[4]),
                4);
        CmppAccount account = CmppAccount.of(
                        "crash",
                        "127.0.0.1",
                        Integer.parseInt(arguments[5]),
                        new CmppAccount.Login("canbao", "sim-secret"),
                        "106573012393")
                .withTimes(Duration.ofSeconds(3), Duration.ofSeconds(30));
        CmppGateway gateway = new CmppGateway(vertx, account, Clock.systemUTC());
        Clock noon = Clock.fixed(Instant.parse("2024-11-15T04:00:00Z"), ZoneOffset.UTC);
        SendLoop loop = new SendLoop(
                database,
                new LeaseStore(database, "hub", Duration.ofSeconds(5)),
                gateway,
                new Recheck(
                        new SyntheticPhones(),
                        (transaction, told) ->
                                told.stream().collect(Collectors.toMap(one -> one, one -> SyntheticPhones.OWED)),
                        noon),
                SendingRules.DEFAULT.withSegmentsPerSecond(10_000));
        LoopVerticle verticle = new LoopVerticle("sms", Duration.ofMillis(20), loop::step);
        gateway.onNews(verticle::wake);
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        System.out.println("running");
    }
}
