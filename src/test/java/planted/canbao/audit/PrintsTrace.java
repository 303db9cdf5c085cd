package planted.canbao.audit;

public final class PrintsTrace {
    private PrintsTrace() {}

    static void tell(RuntimeException e) {
        e.printStackTrace();
    }
}
