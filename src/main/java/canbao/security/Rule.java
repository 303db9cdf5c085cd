package canbao.security;

import canbao.model.Wording;

/** Why a request is refused, with its HTTP status and what to do. {@code %s} is the thing that the refusal is about. */
public enum Rule {
    HEADER_MISSING(401, "缺少请求头 %s。|Header %s is missing.", "按接口约定带上该请求头后重发。|Send the header and try again."),
    HEADER_MALFORMED(
            401,
            "请求头 %s 的格式不对，或出现了多次。|Header %s is malformed or present more than once.",
            "时间戳为毫秒整数，随机串为 8-64 位字母、数字或连字符，摘要和签名为小写十六进制，其余见 /openapi.json。"
                    + "|Timestamp: epoch milliseconds; nonce: 8-64 letters, digits, hyphens; digest and signature: lower-case hex;"
                    + " for the others see /openapi.json."),
    PARAMETER_MALFORMED(
            400, "参数 %s 的格式不对。|Parameter %s is malformed.", "格式见 /openapi.json。|See /openapi.json for its form."),
    UNKNOWN_KEY(
            401,
            "密钥编号 %s 未登记。|Key id %s is not known.",
            "核对 X-Canbao-Key，或请医保管理员登记。|Check X-Canbao-Key, or ask the hub's administrator to add it."),
    KEY_NOT_VALID_NOW(
            401, "密钥 %s 尚未生效或已过期。|Key %s is not valid yet or has expired.", "换用有效的密钥。|Use a key that is valid now."),
    KEY_REVOKED(
            401,
            "密钥 %s 已吊销。|Key %s has been revoked.",
            "停用该密钥，换用新密钥，并告知医保管理员。|Stop using it, take a new key, and tell the hub's administrator."),
    WRONG_CERTIFICATE(
            401,
            "该连接的客户端证书不是密钥 %s 的单位所登记的。|The connection's client certificate is not the one registered for the agency of key %s.",
            "用登记的证书建立 TLS 连接，或请医保管理员更新指纹。|Connect over TLS with the registered certificate, or ask the hub's administrator to update its fingerprint."),
    DIGEST_MISMATCH(
            422,
            "正文与 X-Canbao-Digest 不一致，收到的正文 SM3 为 %s。|The body does not match X-Canbao-Digest; the SM3 of what arrived is %s.",
            "对实际发送的字节计算 SM3（注意压缩、换行与编码）。|Compute SM3 over the very bytes you send; mind compression, line ends and encoding."),
    WRONG_SIGNATURE(
            401,
            "密钥 %s 的签名不正确。|The signature by key %s is wrong.",
            "对“方法、路径、密钥编号、时间戳、随机串、摘要、批次号、数据日期、行数、合计”十行（没有的留空）以换行相连签名，小写十六进制。"
                    + "|Sign ten lines joined by line feeds: method, path, key, timestamp, nonce, digest, Idempotency-Key,"
                    + " as-of, rows, sum (empty when absent); in lower-case hex."),
    OLD_TIMESTAMP(
            401,
            "时间戳与枢纽时间相差 %s 秒，超过 300 秒。|The timestamp differs from the hub's clock by %s s, more than 300.",
            "校准时钟，每次发送都用新的时间戳并重新签名。|Set your clock, and sign anew with a new timestamp for every attempt."),
    REUSED_NONCE(
            409,
            "随机串已经用过（密钥 %s）。|The nonce has been used before (key %s).",
            "每次发送都用新的随机串；重发同一批次时保持 Idempotency-Key 不变。|Use a new nonce for every attempt; keep the Idempotency-Key when you repeat a batch."),
    FOREIGN_FEED(
            403,
            "该密钥不可向 %s 送数。|This key may not send to %s.",
            "只向本单位登记的数据源送数，或请医保管理员授权。|Send only to your own feeds, or ask the hub's administrator."),
    NO_SUCH_FEED(404, "没有数据源 %s。|There is no feed %s.", "路径为 /feeds/单位/数据源。|The path is /feeds/<agency>/<feed>."),
    TOO_LARGE(413, "正文超过 %s 字节。|The body has more than %s bytes.", "拆成几批发送。|Split it into several batches."),
    UNSUPPORTED_FORM(
            415,
            "不接受 %s。|%s is not accepted.",
            "直接发送原始字节，不用表单，不压缩。|Send the bytes themselves: no form, no compression."),
    NO_SUCH_BATCH(
            404,
            "没有批次 %s。|There is no batch %s.",
            "用收条上的批次号和该批次的数据源查询。|Ask with the number on the receipt, under the feed to which you sent it."),
    NO_SUCH_CORRECTION(
            404,
            "没有校核 %s。|There is no correction %s.",
            "用 /feeds/单位/数据源/corrections 列出本数据源的校核。|List the feed's corrections under /feeds/<agency>/<feed>/corrections."),
    ANSWER_MALFORMED(
            422,
            "对校核 %s 的答复看不懂。|The answer to correction %s cannot be understood.",
            "正文为 JSON：answer 为 UPHELD 或 WILL_CORRECT，reason 为理由。|Send JSON: answer UPHELD or WILL_CORRECT, and a reason."),
    NO_ROSTER(
            404,
            "%s 不是学生名册。|%s is no roster of pupils.",
            "向本单位报送的名册提问，例如 education/roster。|Ask under a roster that you send, such as education/roster."),
    QUESTION_MALFORMED(
            422,
            "提问看不懂，或超过 %s 人。|The question cannot be understood, or is about more than %s people.",
            "正文为 JSON：pupils 列出 certificate（可加 type），on 为今天起一年内的日期，可不写；人多时分几次问。"
                    + "|Send JSON: pupils, each with certificate (and type), and perhaps on, a day from today to a year ahead;"
                    + " ask about many in several requests."),
    CURSOR_UNKNOWN(
            409,
            "%s 的游标不是本枢纽现有账本的。|The cursor for %s is none of this hub's books.",
            "不带 after，从头取一遍。|Leave after out and fetch everything again."),
    EMPTY_BODY(
            422,
            "%s 的正文为空。|The body for %s is empty.",
            "发送至少一行数据；没有变化时加 X-Canbao-Rows: 0。|Send at least one row; when there is nothing to report, say X-Canbao-Rows: 0."),
    TOO_SLOW(
            408,
            "正文传得太慢，%s 未入库。|The body for %s arrived too slowly; it was not stored.",
            "检查网络后重发。|Check the network and send again."),
    CUT_OFF(
            400,
            "%s 的正文没有传完连接就断了，未入库。|The connection ended before the body for %s did; it was not stored.",
            "检查网络后重发。|Check the network and send again."),
    BUSY(
            503,
            "同时在收的批次过多，%s 未入库。|Too many batches are arriving; %s was not stored.",
            "稍后原样重发（换时间戳和随机串）。|Send it again shortly, with a new timestamp and nonce."),
    UNAVAILABLE(
            503,
            "枢纽暂时不能入库，%s 这一批没有收下。|The hub cannot store at the moment; this batch for %s was not taken.",
            "稍后原样重发（换时间戳和随机串）。|Send it again later, with a new timestamp and nonce.");

    private final int status;
    private final String message;
    private final String fix;

    Rule(int status, String message, String fix) {
        this.status = status;
        this.message = message;
        this.fix = fix;
    }

    /** A refusal by this rule of, or because of, the thing. */
    public Verdict.Denied of(Object thing) {
        return new Verdict.Denied(name(), wording(message, thing), wording(fix, thing), status);
    }

    private static Wording wording(String both, Object thing) {
        String[] languages = both.split("\\|");
        return new Wording(languages[0].replace("%s", thing.toString()), languages[1].replace("%s", thing.toString()));
    }
}
