package canbao.feed.receipt;

import canbao.crypto.Sm3Stream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Whether a receipt that somebody shows us is genuine: every character as the hub wrote it, signed by one of its keys, at a
 * time when that key was valid and not yet revoked. Needs nothing but the keys; never asks the hub.
 */
public final class ReceiptCheck {
    private static final int SHOWN = 40;

    private final ReceiptKeys keys;
    private final List<Finding> findings = new ArrayList<>();

    private ReceiptCheck(ReceiptKeys keys) {
        this.keys = keys;
    }

    /**
     * What a file that was sent is, to be compared with the receipt.
     *
     * @param sm3 lower-case hex
     */
    public record Sent(long bytes, String sm3) {}

    /**
     * What was found out, in the order of looking; the receipt is genuine when all of it is good.
     *
     * @param says the receipt's own words, name by name; empty when it is none
     */
    public record Outcome(List<Finding> findings, List<String> says) {
        public Outcome {
            findings = List.copyOf(findings);
            says = List.copyOf(says);
        }

        public boolean good() {
            return findings.stream().allMatch(Finding::good);
        }
    }

    /** Looks at the file of a receipt, JSON or XLSX, and compares it with what was sent, where that is given. */
    public static Outcome of(byte[] file, ReceiptKeys keys, Optional<Sent> sent) {
        ReceiptCheck check = new ReceiptCheck(keys);
        Optional<Shown> shown = Shown.read(file);
        if (shown.isEmpty()) {
            check.findings.add(Finding.bad(
                    "NOT_A_RECEIPT",
                    "不是枢纽的回执，或内容残缺、被改动",
                    "no receipt of the hub's, or one that is incomplete or was changed"));
            return new Outcome(check.findings, List.of());
        }
        check.look(shown.get(), sent);
        return new Outcome(check.findings, says(shown.get().statement()));
    }

    private void look(Shown shown, Optional<Sent> sent) {
        Signature signature = shown.signature();
        if (signature == null) {
            findings.add(Finding.bad("UNSIGNED", "回执没有签名", "the receipt bears no signature"));
            return;
        }
        Optional<ReceiptKey> key = keys.find(signature.keyId());
        if (key.isEmpty()) {
            String id = shortened(signature.keyId());
            findings.add(Finding.bad(
                    "UNKNOWN_KEY",
                    "密钥清单中没有 " + id + "，请取最新的 receipt-keys.json",
                    "the list of keys has no " + id + ": fetch the newest receipt-keys.json"));
            return;
        }
        byte[] text = shown.statement().signed(signature.keyId(), signature.signedAt());
        if (!key.get().publicKey().verifies(text, HexFormat.of().parseHex(signature.value()))) {
            findings.add(Finding.bad(
                    "CHANGED",
                    "内容与签名不符：回执被改动过，或不是枢纽所签",
                    "content and signature disagree: changed, or not signed by the hub"));
            return;
        }
        findings.add(Finding.good(
                "SIGNED",
                "由密钥 " + key.get().id() + " 于 " + signature.signedAt() + " 签名",
                "signed by the key " + key.get().id() + " at " + signature.signedAt()));
        if (!shown.asWritten()) {
            findings.add(Finding.bad(
                    "REWRITTEN",
                    "所签内容未变，但文件不是枢纽写出的原样（排版或多余内容）；请用原始文件",
                    "what was signed is unchanged, but the file is not as the hub wrote it (layout, or something added): use"
                            + " the original"));
        }
        validity(key.get(), signature);
        list(shown);
        sent.ifPresent(file -> compare(shown.statement(), file));
    }

    private void validity(ReceiptKey key, Signature signature) {
        Instant at;
        try {
            at = OffsetDateTime.parse(signature.signedAt()).toInstant();
        } catch (DateTimeException e) {
            findings.add(Finding.bad("SIGNED_AT", "签名时间无法识别", "the time of the signature cannot be read"));
            return;
        }
        findings.add(
                switch (key.at(at)) {
                    case VALID ->
                        key.revokedAt() == null
                                ? Finding.good("KEY_VALID", "签名时密钥有效", "the key was valid at that time")
                                : Finding.good(
                                        "KEY_VALID",
                                        "密钥后来于 " + key.revokedAt() + " 吊销，签名在此之前，仍有效",
                                        "the key was revoked later, at " + key.revokedAt()
                                                + "; what it signed before still counts");
                    case NOT_YET ->
                        Finding.bad(
                                "KEY_NOT_YET_VALID",
                                "签名时密钥尚未启用（" + key.from() + " 起）",
                                "the key was not yet in use, only from " + key.from());
                    case EXPIRED ->
                        Finding.bad(
                                "KEY_EXPIRED",
                                "签名时密钥已停用（" + key.until() + " 起）",
                                "the key was no longer in use, only until " + key.until());
                    case REVOKED ->
                        Finding.bad(
                                "KEY_REVOKED",
                                "签名时密钥已于 " + key.revokedAt() + " 吊销，该回执无效",
                                "the key had been revoked at " + key.revokedAt() + ": the receipt is void");
                });
    }

    private void list(Shown shown) {
        if (shown.statement().kind() != Kind.RESULT) {
            return;
        }
        List<Listed> list = shown.list();
        Object count = shown.statement().value("listed");
        if (list == null) {
            findings.add(Finding.good(
                    "WITHOUT_LIST",
                    "文件未附退回行明细（共 " + count + " 行）",
                    "the list of rejected rows (" + count + ") is not in this file"));
            return;
        }
        Sm3Stream digest = new Sm3Stream();
        list.forEach(row -> digest.update(row.signed()));
        boolean same = String.valueOf(list.size()).equals(String.valueOf(count))
                && digest.hex().equals(shown.statement().value("listSm3"));
        findings.add(
                same
                        ? Finding.good(
                                "LIST",
                                "退回行明细 " + count + " 行，未被改动",
                                "the list of " + count + " rejected rows is unchanged")
                        : Finding.bad("LIST_CHANGED", "退回行明细被改动过", "the list of rejected rows was changed"));
    }

    private void compare(Statement statement, Sent sent) {
        String sm3 = String.valueOf(statement.value(statement.kind() == Kind.RECEIPT ? "sm3" : "digest"));
        String bytes = String.valueOf(statement.value("bytes"));
        boolean same = sm3.equals(sent.sm3()) && bytes.equals(String.valueOf(sent.bytes()));
        findings.add(
                same
                        ? Finding.good("SAME_FILE", "就是这份文件：SM3 与字节数一致", "it is for this file: SM3 and length agree")
                        : Finding.bad(
                                "OTHER_FILE",
                                "不是这份文件的回执：文件 SM3 为 " + sent.sm3() + "，" + sent.bytes() + " 字节",
                                "it is for another file: this one has SM3 " + sent.sm3() + " and " + sent.bytes()
                                        + " bytes"));
    }

    private static List<String> says(Statement statement) {
        List<String> says = new ArrayList<>();
        for (int i = 0; i < statement.values().size(); i++) {
            Object value = statement.values().get(i);
            says.add(statement.kind().fields().get(i).says() + ": " + (value == null ? "-" : value));
        }
        return says;
    }

    private static String shortened(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9._-]", "?");
        return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe;
    }
}
