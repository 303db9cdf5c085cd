package canbao.feed.batch;

import canbao.feed.contract.Contract;
import canbao.model.batch.Applied.Contested;
import canbao.model.batch.Rejection;

/** What is said of a row whose key stands in its batch twice, with different content. */
final class Duplicates {
    static final String RULE = "DUPLICATE_KEY";

    private Duplicates() {}

    static Rejection rejection(Contract contract, Contested contested) {
        boolean parts = contested.part() != 1 || contested.firstPart() != 1;
        String zh = parts
                ? "第 %d 部分第 %d 行".formatted(contested.firstPart(), contested.firstLine())
                : "第 %d 行".formatted(contested.firstLine());
        String en = parts
                ? "part %d line %d".formatted(contested.firstPart(), contested.firstLine())
                : "line %d".formatted(contested.firstLine());
        return new Rejection(
                contested.part(),
                contested.line(),
                String.join("+", contract.rows().key()),
                "***",
                RULE,
                "与%s主键相同而内容不同，请保留一行 / same key as %s with other content: keep one".formatted(" " + zh, en),
                null,
                null,
                "");
    }
}
