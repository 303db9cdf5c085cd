package canbao.runtime;

import canbao.alert.AlertStore;
import canbao.audit.AuditStore;
import canbao.campaign.ReminderPlanner;
import canbao.console.ConsoleVerticle;
import canbao.console.desk.AlertsDesk;
import canbao.console.desk.CorrectionsDesk;
import canbao.console.desk.Desk;
import canbao.console.door.Doors;
import canbao.console.web.Gatekeeper;
import canbao.crypto.Seal;
import canbao.draft.Activation;
import canbao.feed.Delivery;
import canbao.feed.HubComponent;
import canbao.feed.Inbox;
import canbao.feed.InboxStore;
import canbao.feed.Receipting;
import canbao.feed.batch.BatchLoop;
import canbao.feed.batch.BatchReading;
import canbao.feed.correction.CorrectionLoop;
import canbao.feed.correction.CorrectionWatch;
import canbao.feed.correction.Corrections;
import canbao.feed.outcome.Outcomes;
import canbao.feed.receipt.ReceiptKeyring;
import canbao.feed.receipt.ReceiptOffice;
import canbao.feed.receipt.back.OwedStore;
import canbao.feed.receipt.back.ReceiptLoop;
import canbao.feed.receipt.back.WayBack;
import canbao.feed.replay.ReplayLoop;
import canbao.identity.CertificateKeys;
import canbao.identity.VaultStore;
import canbao.io.Database;
import canbao.io.Lease;
import canbao.io.LeaseStore;
import canbao.io.LoopVerticle;
import canbao.io.kafka.Kafka;
import canbao.io.kafka.OutboxRelay;
import canbao.io.kafka.PositionStore;
import canbao.io.kafka.TopicLoop;
import canbao.io.yaml.Problems;
import canbao.ledger.CaseLoop;
import canbao.ledger.CaseStore;
import canbao.ledger.Order.Destination;
import canbao.ledger.out.PlatformCodes;
import canbao.ledger.owing.OwingStore;
import canbao.ledger.year.YearRuns;
import canbao.model.FeedId;
import canbao.model.batch.Receipt;
import canbao.registry.FactStore;
import canbao.registry.Registry;
import canbao.registry.WakeStore;
import canbao.routes.RouteDoors;
import canbao.routes.RouteFile;
import canbao.routes.Routes;
import canbao.runtime.desk.BatchParts;
import canbao.runtime.desk.LeadParts;
import canbao.runtime.desk.MoneyParts;
import canbao.runtime.desk.People;
import canbao.runtime.desk.YearParts;
import canbao.runtime.door.DoorOwners;
import canbao.runtime.door.DropBoxes;
import canbao.runtime.door.PolledDoors;
import canbao.runtime.door.WaysBack;
import canbao.runtime.policy.PolicyParts;
import canbao.security.AgenciesWatch;
import canbao.security.NonceStore;
import canbao.security.SignedRequests;
import canbao.security.signin.Accounts;
import canbao.security.signin.Sessions;
import canbao.sms.MessageStore;
import canbao.sms.Recheck;
import canbao.sms.SendLoop;
import canbao.sms.cmpp.CmppGateway;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub, wired by constructor: the console first, so that it can say what it waits for, then everything that needs
 * PostgreSQL and Kafka. The order of the path is the order of this file. Close it to stop cleanly.
 */
public final class Hub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final int POOL = 16;

    private final Vertx vertx;
    private final HubConfig config;
    private final Books books;
    private final Clock clock;
    private final Database database;
    private final Kafka kafka;
    private final LeaseStore leases;
    private final CertificateKeys keys;
    private final Seal seal;
    private final AuditStore audit;
    private final People people;
    private final PlatformCodes codes;
    private final LeadParts leads;
    private final PolicyParts policies;
    private final MoneyParts money;
    private final YearParts years;
    private final ReceiptKeyring receiptKeys;
    private final ReceiptOffice office;
    private final VaultStore vault;
    private final CaseStore cases;
    private final FactStore facts;
    private final AlertStore alerts;
    private final Corrections corrections;
    private final Waiting waiting = new Waiting();
    private final Board board;
    private final Loops loops;
    private final HttpDoor httpDoor = new HttpDoor();
    private @Nullable Inbox inbox;
    private int port;

    /**
     * Prepares a hub; {@link #start} makes it work.
     *
     * @param clock in Asia/Shanghai
     */
    public Hub(Vertx vertx, HubConfig config, Books books, Clock clock) {
        this.vertx = vertx;
        this.loops = new Loops(vertx);
        this.config = config;
        this.books = books;
        this.clock = clock;
        this.database = new Database(vertx, config.database(), POOL);
        this.kafka = new Kafka(vertx, config.wakeups().servers());
        this.leases = new LeaseStore(database, config.instance(), config.leaseLength());
        this.keys = new CertificateKeys(config.keys().lookup());
        this.seal = new Seal(config.keys().vault());
        this.audit = new AuditStore(database, config.instance(), clock);
        this.people = new People(
                database,
                books.contracts(),
                keys,
                seal,
                audit,
                new WakeStore(config.wakeups().topic(), config.wakeups().partitions()),
                clock);
        this.vault = people.vault();
        this.leads = new LeadParts(database, audit, vault, clock);
        Problems problems = new Problems();
        this.codes = PlatformCodes.load(config.folder(), problems);
        this.receiptKeys = ReceiptKeyring.load(config.folder(), new SecureRandom(), clock.instant(), problems);
        problems.throwIfAny();
        this.office = new ReceiptOffice(database, receiptKeys, clock);
        this.cases = new CaseStore(database);
        this.facts = people.facts();
        this.policies = new PolicyParts(new PolicyParts.Means(database, facts, vault, audit, clock), books.policies());
        this.money =
                new MoneyParts(new MoneyParts.Means(database, vault, audit, clock), policies.book(), people.wakes());
        this.years = new YearParts(database, policies.book(), facts, audit, clock);
        this.corrections = new Corrections(database, books.contracts(), books.calendar(), audit, clock);
        this.alerts = new AlertStore(database, config.webhook().isPresent());
        this.board = new Board(
                new BoardStore(database),
                new MessageStore(database),
                () -> cases.working(policies.book().get(), LocalDate.now(clock)),
                books.policies().policies().getFirst(),
                waiting,
                loops.all(),
                clock);
    }

    /** Starts everything; waits, and says so, while PostgreSQL or Kafka is away. */
    public void start(Path routesFolder, Optional<Accounts> admin) {
        AgenciesWatch agencies = new AgenciesWatch(config.folder(), System::getenv, books.agencies());
        // Whether a request is fresh is a question to the real clock; the hub's own may be set, as in the demo.
        SignedRequests requests = new SignedRequests(agencies, new NonceStore(database), InstantSource.system());
        startConsole(admin, requests);
        waiting.until("PostgreSQL", config.database(), () -> Migrations.apply(config.database()));
        waiting.until(
                "Kafka",
                config.wakeups().servers(),
                () -> kafka.topic(config.wakeups().topic(), config.wakeups().partitions()));
        Problems problems = new Problems();
        books.checkCategories(policies.book().refresh().all().toList(), problems);
        problems.throwIfAny();
        board.ready();
        loops.start("agencies", Duration.ofSeconds(2), agencies::step);
        loops.start("board", Duration.ofSeconds(3), board::sample);
        LoopVerticle reader = startReader();
        config.doors().sftp().ifPresent(sftp -> loops.closing(DropBoxes.start(sftp, agencies)));
        Routes routes = startRoutes(routesFolder, reader);
        startRelay(requests);
        CaseLoop engine = startEngine();
        startPolicies();
        startOrders(Destination.INSURER, routes, "out/insurer-orders");
        startOrders(Destination.TAX, routes, "out/tax-levies");
        leads.out(routes, leases).ifPresent(loop -> loops.start("leads", IDLE, loop::step));
        DuePeople due = new DuePeople(new OwingStore(database), vault, keys, books.reminders());
        startMessages(due);
        startDays(engine, due, money.debits(routes));
        years.start(loops, leases, engine);
        loops.start("identity", Duration.ofSeconds(1), people.merger()::step);
        CorrectionLoop settling = new CorrectionLoop(corrections, new Lease(leases, "corrections"));
        loops.start("corrections", Duration.ofSeconds(1), settling::step);
        Set<FeedId> connected = DoorOwners.feeds(Routes.check(routesFolder, new Problems()));
        new Watching(loops, config, books, database, leases, clock)
                .start(
                        alerts,
                        connected,
                        List.of(new CorrectionWatch(corrections.store(), books.contracts()), money.watch()));
        LOG.atInfo().addKeyValue("page", "http://localhost:" + port).log("hub is at work");
    }

    /** Stores a batch as a route would, for whoever is in the same process. */
    public Receipt accept(Delivery delivery) {
        Inbox open = inbox;
        if (open == null) {
            throw new IllegalStateException("the hub is not started");
        }
        return open.accept(delivery);
    }

    /** Deciding everybody again, for whoever is in the same process. */
    public YearRuns yearRuns() {
        return years.runs();
    }

    /** The console's port. */
    public int port() {
        return port;
    }

    public Board board() {
        return board;
    }

    /** Tells the hub that the clock has moved on; the demo's does in leaps. */
    public void wakeAll() {
        loops.wakeAll();
    }

    private void startConsole(Optional<Accounts> admin, SignedRequests requests) {
        // How long somebody sits before the page is real time, also where the clock leaps.
        Sessions sessions = new Sessions(Clock.systemUTC(), new SecureRandom());
        Gatekeeper gatekeeper = new Gatekeeper(admin, sessions, audit);
        Doors.Offices offices =
                new Doors.Offices(office, corrections, new Outcomes(database), people.gate(policies.book(), clock));
        Doors doors = new Doors(requests, httpDoor, offices, books.contracts());
        ConsoleVerticle console = new ConsoleVerticle(config.console(), doors, gatekeeper, desk(), board);
        loops.deploy(console);
        port = console.port();
    }

    private List<Desk.Part> desk() {
        BatchParts.Means means = new BatchParts.Means(database, seal, books.contracts(), keys, vault, audit, clock);
        List<Desk.Part> parts = new ArrayList<>(BatchParts.of(means, reading()));
        parts.add(people.desk());
        parts.addAll(leads.desk());
        parts.add(policies.desk());
        parts.add(years.desk());
        parts.addAll(money.desk());
        parts.add(new AlertsDesk(alerts));
        parts.add(new CorrectionsDesk(corrections));
        return parts;
    }

    private Registry registry() {
        return new Registry(
                vault::enrol, config.wakeups().topic(), config.wakeups().partitions());
    }

    private BatchReading reading() {
        return new BatchReading(
                books.contracts(), keys, new InboxStore(database, seal), MoneyParts.applier(registry()::begin));
    }

    private LoopVerticle startReader() {
        Lease lease = new Lease(leases, "reader");
        BatchLoop reader =
                new BatchLoop(database, books.contracts(), keys, seal, lease, MoneyParts.applier(registry()::begin));
        ReplayLoop replays = new ReplayLoop(database, new InboxStore(database, seal), reading(), seal, lease);
        return loops.start("reader", IDLE, () -> reader.step() || replays.step());
    }

    private Routes startRoutes(Path folder, LoopVerticle reader) {
        Problems problems = new Problems();
        List<RouteFile> files = Routes.check(folder, problems);
        DoorOwners.check(files, books.agencies(), problems);
        Map<String, WayBack> ways = WaysBack.of(
                files, config.doors(), config.routes().values(), servers -> new Kafka(vertx, servers), problems);
        problems.throwIfAny();
        Receipting receipting = new Receipting(receipt -> receipt.with(office.first(receipt)), ways::containsKey);
        Inbox opened = new Inbox(books.contracts(), new InboxStore(database, seal), clock, reader::wake, receipting);
        inbox = opened;
        RouteDoors doors = PolledDoors.of(
                config.doors(),
                config.routes().values(),
                database,
                config.keys().lookup(),
                clock);
        Routes routes = Routes.start(folder, new HubComponent(opened), doors, leases);
        loops.closing(routes);
        httpDoor.open(routes);
        loops.start("routes", Duration.ofMillis(500), routes::step);
        ReceiptLoop receipts =
                new ReceiptLoop(new Lease(leases, "receipts"), new OwedStore(database), office, ways, clock);
        loops.closing(receipts);
        loops.start("receipts", Duration.ofMillis(500), receipts::step);
        loops.start("receipt-keys", Duration.ofSeconds(5), receiptKeys::step);
        return routes;
    }

    private void startRelay(SignedRequests requests) {
        OutboxRelay relay = new OutboxRelay(database, kafka);
        loops.closing(relay);
        loops.start("relay", Duration.ofMillis(50), relay::step);
        loops.start("tidy", Duration.ofMinutes(1), () -> {
            requests.tidy();
            relay.purge();
            return false;
        });
    }

    private CaseLoop startEngine() {
        CaseLoop engine = new CaseLoop(database, facts::current, policies.book(), clock, leads.leads()::look);
        String topic = config.wakeups().topic();
        int partitions = config.wakeups().partitions();
        for (int partition = 0; partition < partitions; partition++) {
            TopicLoop consumer = new TopicLoop(
                    kafka,
                    new TopicLoop.Topic(topic, partitions, partition, () -> facts.republish(topic, partitions)),
                    new PositionStore(database),
                    new Lease(leases, "engine/" + partition),
                    engine::wake);
            loops.closing(consumer::close);
            loops.start("engine/" + partition, IDLE, consumer::step);
        }
        return engine;
    }

    private void startPolicies() {
        Lease lease = new Lease(leases, "policies");
        Activation activation = policies.activation(lease, years.runs()::activated);
        loops.start("policies", Duration.ofSeconds(1), activation::step);
        loops.start("what-if", Duration.ofMillis(25), policies.runs()::step);
    }

    private void startOrders(Destination destination, Routes routes, String route) {
        new OrdersOut(database, leases, vault, codes, clock)
                .to(destination, routes, route)
                .ifPresent(orders -> loops.start("orders/" + destination, IDLE, orders::step));
    }

    private void startMessages(DuePeople people) {
        CmppGateway gateway = new CmppGateway(vertx, config.sms(), clock);
        SendLoop sender = new SendLoop(
                database, leases, gateway, new Recheck(people, people::stillOwing, clock), config.sending());
        loops.closing(sender);
        LoopVerticle loop = loops.start("messages", IDLE, sender::step);
        gateway.onNews(loop::wake);
    }

    private void startDays(CaseLoop engine, DuePeople people, Consumer<LocalDate> afterwards) {
        ReminderPlanner planner = new ReminderPlanner(
                books.reminders(),
                stage -> people.owing(stage, LocalDate.now(clock)),
                new MessageStore(database)::plan);
        DayLoop days = new DayLoop(new Lease(leases, "day"), engine, books.reminders(), planner, clock, afterwards);
        board.days(days);
        loops.start("day", Duration.ofSeconds(1), days::step);
    }

    /** Stops taking in, then the loops, then what they used. */
    @Override
    public void close() {
        waiting.stop();
        loops.close();
        database.close();
    }
}
