package canbao.feed.receipt;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The two receipts of a batch, and what each of them says, in the order in which it is signed and written. */
public enum Kind {
    /** At once: what was stored. */
    RECEIPT(
            "canbao/receipt/1",
            List.of(
                    Field.number("batch", "枢纽批次号 / the hub's batch number"),
                    Field.text("feed", "数据 / feed"),
                    Field.text("number", "你方批次号 / your batch number"),
                    Field.text("name", "文件名 / file name"),
                    Field.number("rows", "行数（入库时已知的） / rows, where known at that moment"),
                    Field.number("bytes", "字节数 / bytes"),
                    Field.text("sm3", "SM3 摘要 / SM3 of the bytes"),
                    Field.text("receivedAt", "收到时间 / received at"))),
    /** After reading: what came of it. */
    RESULT(
            "canbao/result/1",
            List.of(
                    Field.number("batch", "枢纽批次号 / the hub's batch number"),
                    Field.text("feed", "数据 / feed"),
                    Field.text("number", "你方批次号 / your batch number"),
                    Field.text("name", "文件名 / file name"),
                    Field.text("state", "结果 / state"),
                    Field.number("rows", "行数 / rows"),
                    Field.number("bytes", "字节数 / bytes"),
                    Field.text("digest", "SM3 摘要 / SM3 of the bytes"),
                    Field.number("contractVersion", "合约版本 / version of the contract"),
                    Field.number("accepted", "可用行 / rows accepted"),
                    Field.number("rejected", "退回行 / rows rejected"),
                    Field.number("added", "新增 / added"),
                    Field.number("changed", "变更 / changed"),
                    Field.number("withdrawn", "退出 / withdrawn"),
                    Field.number("unchanged", "不变 / unchanged"),
                    Field.number("stale", "比已知的旧 / older than what is known"),
                    Field.number("held", "暂缓的退出 / withdrawals held back"),
                    Field.text("reason", "整批暂缓或退回的原因 / why the whole batch is held or refused"),
                    Field.text("receivedAt", "收到时间 / received at"),
                    Field.text("doneAt", "读完时间 / read at"),
                    Field.number("listed", "明细列出的退回行 / rejected rows in the list"),
                    Field.text("listSm3", "明细的 SM3 / SM3 of the list")));

    private final String document;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Field> fields;

    Kind(String document, List<Field> fields) {
        this.document = document;
        this.fields = fields;
    }

    /**
     * One thing that a receipt says.
     *
     * @param number whether it is a whole number; otherwise it is a text
     * @param says for people, Chinese and English
     */
    record Field(String name, boolean number, String says) {
        static Field number(String name, String says) {
            return new Field(name, true, says);
        }

        static Field text(String name, String says) {
            return new Field(name, false, says);
        }
    }

    /** How the document calls itself. */
    String document() {
        return document;
    }

    List<Field> fields() {
        return fields;
    }

    static Optional<Kind> of(Object document) {
        return Arrays.stream(values())
                .filter(kind -> kind.document.equals(document))
                .findFirst();
    }
}
