package planted.canbao.policy;

public final class RollsDice {
    private RollsDice() {}

    static java.util.UUID anybody() {
        return java.util.UUID.randomUUID();
    }
}
