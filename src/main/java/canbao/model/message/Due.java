package canbao.model.message;

import canbao.model.Fen;
import canbao.model.PersonKey;
import java.util.UUID;

/**
 * Somebody who should be reminded, and where to.
 *
 * @param phoneKey keyed hash of the phone, the same for everybody who shares it
 * @param owed what he still owes, above zero: a part of the premium when the rest is paid for him
 * @param maskedPhone such as {@code 138****1234}, for people to look at
 */
public record Due(PersonKey person, UUID phoneKey, String maskedPhone, Fen owed) {}
