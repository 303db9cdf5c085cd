package canbao.sim.district;

import java.time.LocalDate;

/**
 * A synthetic resident. Never a real one, but handled as one: {@code toString} shows nothing of him.
 *
 * @param certificate 18 characters with a right check digit, or a birth certificate's number
 * @param phone 11 digits; a minor's is his guardian's
 */
public record Person(String certificate, String name, LocalDate birth, String phone) {
    Person withName(String other) {
        return new Person(certificate, other, birth, phone);
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
