package canbao.cli;

/** Entry point of {@code ./hub}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
