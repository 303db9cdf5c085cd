package canbao.model.message;

import canbao.model.PersonKey;
import java.util.UUID;

/**
 * Somebody who should be reminded, and where to.
 *
 * @param phoneKey keyed hash of the phone, the same for everybody who shares it
 * @param maskedPhone such as {@code 138****1234}, for people to look at
 */
public record Due(PersonKey person, UUID phoneKey, String maskedPhone) {}
