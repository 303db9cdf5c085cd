package planted.canbao.policy;

public final class AsksSystem {
    private AsksSystem() {}

    static String year() {
        return System.getProperty("year");
    }
}
