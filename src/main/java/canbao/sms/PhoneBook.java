package canbao.sms;

import canbao.model.PersonKey;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The vault's phones, as far as sending needs them. */
public interface PhoneBook {
    /** The current phone of each person; nobody who has none. */
    Map<PersonKey, String> phones(Collection<PersonKey> persons);

    /** The keyed hash under which a phone was planned. */
    UUID key(String phone);
}
