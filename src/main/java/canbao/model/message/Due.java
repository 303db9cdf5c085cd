package canbao.model.message;

import canbao.model.Fen;
import canbao.model.PersonKey;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who should be reminded, and where to.
 *
 * @param phoneKey keyed hash of the phone, the same for everybody who shares it
 * @param maskedPhone such as {@code 138****1234}, for people to look at
 * @param owed what he still owes, above zero: a part of the premium when the rest is paid for him
 * @param until a day of his own by which he must pay, as a newborn's; null where the plan's day holds
 */
public record Due(
        PersonKey person,
        UUID phoneKey,
        String maskedPhone,
        Fen owed,
        @Nullable LocalDate until) {
    /** Somebody for whom the plan's day holds. */
    public Due(PersonKey person, UUID phoneKey, String maskedPhone, Fen owed) {
        this(person, phoneKey, maskedPhone, owed, null);
    }
}
