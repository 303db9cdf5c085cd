package planted.canbao.sim;

/** A simulator's part that is not started by itself. */
public final class Handset {
    private Handset() {}

    static void ring() {
        System.out.println(java.time.Instant.now());
    }
}
