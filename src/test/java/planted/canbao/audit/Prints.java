package planted.canbao.audit;

public final class Prints {
    private Prints() {}

    static void tell(String who) {
        System.out.println(who);
    }
}
