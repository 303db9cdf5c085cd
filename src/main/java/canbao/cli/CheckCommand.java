package canbao.cli;

import canbao.feed.change.ContractNotes;
import canbao.feed.contract.ContractCatalogue;
import canbao.feed.contract.ContractDigests;
import canbao.feed.receipt.ReceiptKeyring;
import canbao.feed.rhythm.CalendarYaml;
import canbao.feed.watch.DutyNotes;
import canbao.io.yaml.Problem;
import canbao.io.yaml.Problems;
import canbao.io.yaml.YamlNode;
import canbao.model.FeedId;
import canbao.policy.Policy;
import canbao.policy.PolicyBook;
import canbao.routes.RouteFile;
import canbao.routes.Routes;
import canbao.runtime.Books;
import canbao.runtime.HubConfig;
import canbao.runtime.door.DoorOwners;
import canbao.runtime.door.PolledDoors;
import canbao.runtime.door.WaysBack;
import canbao.security.signin.Accounts;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks everything that people write: configuration, contracts, policies, reminder plans, routes. */
@Command(name = "check", description = "检查配置、合约、政策、路由；逐条给出文件、位置、规则、改法 / check config, contracts, policies and routes")
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(names = "--routes", description = "路由目录 / routes folder (${DEFAULT-VALUE})")
    private Path routes = Path.of("routes");

    @Option(names = "--record", description = "记下新合同版本的内容摘要 / note what new versions of contracts were agreed to mean")
    private boolean record;

    @Override
    public Integer call() {
        List<Problem> problems = check(config, routes);
        problems.forEach(System.out::println);
        if (problems.isEmpty()) {
            ContractCatalogue contracts = ContractCatalogue.load(config, new Problems());
            ContractNotes.of(contracts).forEach(System.out::println);
            DutyNotes.of(
                            contracts,
                            CalendarYaml.load(config, new Problems()),
                            LocalDate.now(ZoneId.of("Asia/Shanghai")))
                    .forEach(System.out::println);
            if (record) {
                System.out.println("记下 / recorded: " + ContractDigests.record(config, contracts));
            }
        }
        System.out.println(problems.isEmpty() ? "没有问题 / no problems" : problems.size() + " 个问题 / problems");
        return problems.isEmpty() ? 0 : 2;
    }

    static List<Problem> check(Path config, Path routes) {
        Problems problems = new Problems();
        HubConfig hub = HubConfig.load(config, problems);
        Books books = Books.load(config, problems);
        PolicyBook.examples(config.resolve("policies"), problems);
        if (problems.none()) {
            // A draft may still be unfinished: what it knows counts, what is wrong with it is said when it is
            // submitted.
            List<Policy> drafts = PolicyBook.drafts(config.resolve("policies"), new Problems());
            books.checkCategories(
                    Stream.concat(books.policies().all(), drafts.stream()).toList(), problems);
        }
        ReceiptKeyring.load(config, new SecureRandom(), Instant.now(), problems);
        if (problems.none()) {
            YamlNode file = YamlNode.load(config.resolve("hub.yaml"), "config/hub.yaml", problems);
            Accounts.read(file, config, InstantSource.system());
        }
        List<RouteFile> files = Routes.rehearse(
                routes, PolledDoors.rehearsal(hub.doors(), hub.routes().values()), problems);
        DoorOwners.check(files, books.agencies(), problems);
        WaysBack.check(files, hub.doors(), hub.routes().values(), problems);
        for (RouteFile file : files) {
            if (file.to().uri().startsWith("hub:")) {
                checkDoor(file, books, problems);
            }
        }
        return problems.found();
    }

    private static void checkDoor(RouteFile file, Books books, Problems problems) {
        String name = file.to().uri().substring("hub:".length());
        try {
            if (books.contracts().find(FeedId.of(name)).isEmpty()) {
                problems.add(new Problem(
                        file.file(),
                        "to",
                        "no contract for " + name,
                        "add config/contracts/" + name.replace('/', '-') + ".yaml"));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(file.file(), "to", String.valueOf(e.getMessage()), "write hub:agency/feed"));
        }
    }
}
