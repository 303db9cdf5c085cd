package planted.canbao.recon;

public final class ReadsOldClock {
    private ReadsOldClock() {}

    static long at() {
        return System.currentTimeMillis();
    }
}
