import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/**
 * 推送一个文件，只需 JDK 11 或更高 / pushes one file; needs nothing but a JDK of at least 11:
 *
 * <pre>java Push.java https://hub.example KEY_ID secret.txt FILE [BATCH_NUMBER] [AS_OF] [ROWS] [SUM]</pre>
 *
 * 同一个 BATCH_NUMBER 可以放心重送。 / The same BATCH_NUMBER may be sent again safely.
 */
public class Push {
    static final String PATH = "/feeds/@FEED@";
    static final String[] OPTIONAL = {"Idempotency-Key", "X-Canbao-As-Of", "X-Canbao-Rows", "X-Canbao-Sum"};

    public static void main(String[] a) throws Exception {
        byte[] secret = Files.readString(Path.of(a[2])).strip().getBytes(StandardCharsets.UTF_8);
        Path file = Path.of(a[3]);
        Sm3 digest = new Sm3();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[65536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        }
        String[] head = {a[1], String.valueOf(System.currentTimeMillis()), UUID.randomUUID().toString(), hex(digest.end())};
        StringBuilder text = new StringBuilder("POST\n" + PATH + "\n" + String.join("\n", head));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(a[0] + PATH))
                .header("Content-Type", "application/octet-stream")
                .header("X-Canbao-Key", head[0])
                .header("X-Canbao-Timestamp", head[1])
                .header("X-Canbao-Nonce", head[2])
                .header("X-Canbao-Digest", head[3])
                .POST(HttpRequest.BodyPublishers.ofFile(file));
        for (int i = 0; i < OPTIONAL.length; i++) {
            String value = a.length > 4 + i ? a[4 + i] : "";
            text.append('\n').append(value);
            if (!value.isEmpty()) request.header(OPTIONAL[i], value);
        }
        request.header("X-Canbao-Signature", hex(hmac(secret, text.toString().getBytes(StandardCharsets.UTF_8))));
        HttpResponse<String> answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        System.out.println(answer.body());
        System.out.println(answer.statusCode());
        if (answer.statusCode() != 202) System.exit(1);
    }

    static byte[] hmac(byte[] key, byte[] text) {
        byte[] block = Arrays.copyOf(key.length > 64 ? sm3(key) : key, 64);
        byte[] inner = block.clone(), outer = block.clone();
        for (int i = 0; i < 64; i++) { inner[i] ^= 0x36; outer[i] ^= 0x5c; }
        return sm3(outer, sm3(inner, text));
    }

    static byte[] sm3(byte[]... parts) {
        Sm3 sm3 = new Sm3();
        for (byte[] part : parts) sm3.update(part, 0, part.length);
        return sm3.end();
    }

    static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) hex.append(String.format("%02x", b));
        return hex.toString();
    }

    /** GB/T 32905. */
    static class Sm3 {
        final int[] v = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};
        final byte[] block = new byte[64];
        long length;

        void update(byte[] bytes, int from, int count) {
            for (int i = from; i < from + count; i++) {
                block[(int) (length++ & 63)] = bytes[i];
                if ((length & 63) == 0) compress();
            }
        }

        byte[] end() {
            long bits = length * 8;
            update(new byte[] {(byte) 0x80}, 0, 1);
            while ((length & 63) != 56) update(new byte[1], 0, 1);
            for (int i = 56; i >= 0; i -= 8) update(new byte[] {(byte) (bits >>> i)}, 0, 1);
            byte[] hash = new byte[32];
            for (int i = 0; i < 32; i++) hash[i] = (byte) (v[i / 4] >>> (24 - i % 4 * 8));
            return hash;
        }

        void compress() {
            int[] w = new int[68];
            for (int i = 0; i < 64; i++) w[i / 4] = w[i / 4] << 8 | block[i] & 0xff;
            for (int i = 16; i < 68; i++) {
                int x = w[i - 16] ^ w[i - 9] ^ rotl(w[i - 3], 15);
                w[i] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[i - 13], 7) ^ w[i - 6];
            }
            int a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
            for (int i = 0; i < 64; i++) {
                int s1 = rotl(rotl(a, 12) + e + rotl(i < 16 ? 0x79cc4519 : 0x7a879d8a, i % 32), 7);
                int t1 = (i < 16 ? a ^ b ^ c : a & b | a & c | b & c) + d + (s1 ^ rotl(a, 12)) + (w[i] ^ w[i + 4]);
                int t2 = (i < 16 ? e ^ f ^ g : e & f | ~e & g) + h + s1 + w[i];
                d = c; c = rotl(b, 9); b = a; a = t1;
                h = g; g = rotl(f, 19); f = e; e = t2 ^ rotl(t2, 9) ^ rotl(t2, 17);
            }
            int[] n = {a, b, c, d, e, f, g, h};
            for (int i = 0; i < 8; i++) v[i] ^= n[i];
        }

        static int rotl(int x, int n) { return Integer.rotateLeft(x, n); }
    }
}
