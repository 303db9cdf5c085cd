package canbao.policy.file;

import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.Outcome;
import canbao.model.Premium;
import canbao.policy.terms.Category;
import canbao.policy.terms.Subsidy;
import canbao.policy.terms.Supplement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the products beside the residents' scheme. */
final class ProductsFile {
    private static final Premium NOTHING = new Premium(Fen.ZERO, Fen.ZERO, Fen.ZERO);

    private ProductsFile() {}

    static List<Supplement> read(YamlNode file, List<Category> categories) {
        List<Supplement> products = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        numbers.add(Outcome.RESIDENT);
        for (YamlNode node : file.children("products")) {
            Supplement product = product(node, categories);
            if (!numbers.add(product.product())) {
                node.problem("product", "stands twice, or is the residents' scheme itself", "give it its own number");
            }
            products.add(product);
        }
        return products;
    }

    private static Supplement product(YamlNode node, List<Category> categories) {
        int number = Values.between(node, "product", 100, 9999);
        String name = Values.filled(node, "name");
        boolean follows = node.has("follows");
        if (follows == node.has("paidFor")) {
            node.problem(
                    "", "must either follow 390 or be paid for categories", "write follows: 390, or paidFor: [特困人员]");
        }
        if (follows && node.integer("follows") != Outcome.RESIDENT) {
            node.problem("follows", "only the residents' scheme can be followed", "write follows: 390");
        }
        List<String> paidFor = node.texts("paidFor");
        for (String category : paidFor) {
            if (categories.stream().noneMatch(known -> known.code().equals(category))) {
                node.problem(
                        "paidFor", "no category is called " + category, "add it to categories, or correct the name");
            }
        }
        Premium premium = follows ? NOTHING : premium(node);
        Subsidy subsidy = node.has("subsidy")
                ? SubsidyFile.read(node, "subsidy", List.of(premium.personal()))
                : new Subsidy.Full();
        Supplement product = new Supplement(number, name, paidFor, premium, subsidy, node.flag("employees", false));
        node.done();
        return product;
    }

    private static Premium premium(YamlNode node) {
        YamlNode child = node.child("premium");
        Premium premium = Values.premium(child);
        child.done();
        return premium;
    }
}
