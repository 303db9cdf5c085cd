package canbao.cli.receipt;

import canbao.feed.receipt.ReceiptKeyring;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes another key for receipts, to take turns or to replace one that was lost. */
@Command(
        name = "key",
        description = "生成新的回执签名密钥；最新启用的一把用于签名 / make a new key that signs receipts: the one that came last signs")
final class KeyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", description = "配置目录 / config folder (${DEFAULT-VALUE})")
    private Path config = Path.of("config");

    @Option(names = "--from", description = "从哪天起用，如 2025-12-01（缺省今天）/ the day from which it signs (default: today)")
    private @Nullable LocalDate from;

    @Override
    public Integer call() {
        LocalDate day = from == null ? LocalDate.now(ZoneId.of("Asia/Shanghai")) : from;
        String id = ReceiptKeyFile.add(config, day, new SecureRandom());
        PrintWriter out = spec.commandLine().getOut();
        out.println("新密钥 " + id + "，从 " + day + " 起签名；公钥已写入 config/" + ReceiptKeyring.FILE + " / the new key " + id
                + " signs from " + day + "; its public half stands in config/" + ReceiptKeyring.FILE);
        out.println("旧密钥请留在清单中并写上 until（停用）或 revokedAt（丢失）；其私钥文件可以删除 / keep the old key in the list, with until"
                + " (retired) or revokedAt (lost); its private file may be deleted");
        out.flush();
        return 0;
    }
}
