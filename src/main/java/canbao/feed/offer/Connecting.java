package canbao.feed.offer;

import canbao.feed.contract.Contract;
import canbao.model.FeedId;
import java.util.List;

/** The part of the pack that is the same for every feed but for its name: doors, keys, receipts, errors. */
final class Connecting {
    private Connecting() {}

    static void add(Page page, Contract contract) {
        FeedId feed = contract.feed();
        doors(page, feed);
        keys(page, feed);
        receipts(page, feed);
    }

    private static void doors(Page page, FeedId feed) {
        page.heading(2, "怎样送 / Doors");
        page.paragraph("任选一种，合同和回执都一样。 / Choose any one: contract and receipts are the same.");
        page.table(
                List.of("方式 / door", "你要做的 / what you do", "枢纽路由 / the hub's route"),
                List.of(
                        row(
                                "HTTP 推送 / push",
                                "POST /feeds/" + feed + "，见 push.sh、Push.java / see push.sh, Push.java",
                                "http-push"),
                        row(
                                "SFTP 投放 / drop",
                                "用你的公钥登录枢纽的 SFTP，放入文件夹 %s/；回执在 receipts/ / log in with your key, put files into %s/"
                                        .formatted(feed.feed(), feed.feed()),
                                "sftp-drop"),
                        row("SFTP 提取 / fetch", "给枢纽一个只读账号和目录 / give the hub an account and a folder", "sftp-fetch"),
                        row("共享目录 / folder", "写完后再改名或另放 .done / rename or add .done when it is whole", "folder"),
                        row(
                                "前置库 / exchange table",
                                "建表见 exchange-*.sql；增量写行，枢纽回写 status、error / tables in exchange-*.sql; the hub writes status and error back",
                                "table-delta, table-snapshot"),
                        row("只读视图 / view", "给一个带更新时间的只读视图 / a read-only view with a time of change", "table-watch"),
                        row("HTTP 提取 / pull", "给一个分页接口 / an address with pages", "http-pull"),
                        row("Kafka", "一条消息一行或一组 JSON / JSON rows in messages", "kafka")));
        page.paragraph("送之前先检查 / Check before you send:");
        page.code("./hub feed check " + feed + " FILE --previous LAST_FILE");
    }

    private static void keys(Page page, FeedId feed) {
        page.heading(2, "密钥 / Keys");
        page.paragraph("HTTP 推送要签名，两种密钥任选；把编号和（SM2 的）公钥交给枢纽管理员，共享密文当面交接。"
                + " / Pushes are signed by one of two kinds of key: give its id and (SM2) public key to the hub's administrator;"
                + " hand a shared secret over in person.");
        String id = feed.agency() + "-1";
        page.code("""
                # 枢纽管理员也可代为生成 / the hub's administrator can make one too: ./hub agency key AGENCY [--sm2]
                # HMAC-SM3：双方共享的密文 / a shared secret
                umask 077; openssl rand -hex 32 > ID.secret
                # SM2：私钥不出门，只交公钥 / the private key stays with you
                umask 077; openssl ecparam -name SM2 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out ID.key.pem
                openssl pkey -in ID.key.pem -pubout -out ID.pub.pem""".replace("ID", id));
        page.paragraph("SFTP 用 OpenSSH 密钥 / for SFTP an OpenSSH key:");
        page.code("ssh-keygen -t ed25519 -f " + id + "-sftp");
        page.paragraph(
                "签名的文本是十行，以换行符相连，末行之后没有换行；没有的请求头为空行："
                        + " / What is signed are ten lines joined by line feeds, none after the last; an absent header is an empty line:");
        page.code("""
                POST
                /feeds/FEED
                X-Canbao-Key
                X-Canbao-Timestamp          毫秒，与枢纽相差不超过300秒 / ms, at most 300 s off
                X-Canbao-Nonce              8-64位，只能用一次 / used once
                X-Canbao-Digest             正文的SM3，小写十六进制 / SM3 of the body, lower-case hex
                Idempotency-Key             你的批次号 / your batch number
                X-Canbao-As-Of              yyyy-mm-dd
                X-Canbao-Rows               行数 / rows
                X-Canbao-Sum                合计 / sum""".replace("FEED", feed.toString()));
    }

    private static void receipts(Page page, FeedId feed) {
        page.heading(2, "回执和错误 / Receipts and errors");
        page.bullets(List.of(
                "202：已入库，不会丢；答复里有批次号 batch 和正文的 SM3。 / 202: stored and not lost; the answer has our number of the batch and its SM3.",
                "没有得到答复：用同一个 Idempotency-Key 原样重送，不会重复。 / No answer: send the same again under the same Idempotency-Key.",
                "401/403 签名、密钥或权限；409 同一批次号而内容不同；413 太大；429 太频繁：请按 Retry-After 等待。 / 401/403 signature, key or rights; 409 the same number with other content; 413 too large; 429 too often.",
                "第二张回执 / the second receipt: GET /feeds/%s/batches/{batch}".formatted(feed),
                "不合格的行 / rows to be corrected: GET /feeds/%s/batches/{batch}/rejections".formatted(feed),
                "每一条都有行号、列、遮盖后的值、规则和改法，样子见 faulty-report.txt。 / Each has line, column, masked value, rule and fix, see faulty-report.txt.",
                "没有变化也要报，否则会被催报：增量报“无数据”（空正文加 X-Canbao-Rows: 0；空文件加 .ctl {\"rows\":0}；Kafka、接口为 {\"rows\":0}；前置库一行 status=NOTHING），全量重报同一名单。 / Say so when nothing has changed, or you will be asked: of changes X-Canbao-Rows: 0 without a body, an empty file with .ctl {\"rows\":0}, {\"rows\":0} over Kafka or from an address, a row with status NOTHING; of whole lists the same list again.",
                "共享审批到期后一律拒收（CONTRACT_EXPIRED），续签后重报。 / After the approval to share has ended nothing is taken (CONTRACT_EXPIRED).",
                "接口全文 / the whole interface: GET /openapi.json"));
    }

    private static List<String> row(String... cells) {
        return List.of(cells);
    }
}
