package planted.canbao.sim;

import java.time.Clock;

/** A simulator that is started by itself makes its clock and prints. */
public record SmsCentre(Clock clock) {
    public static void main(String[] arguments) {
        System.out.println(new SmsCentre(Clock.systemUTC()));
    }
}
