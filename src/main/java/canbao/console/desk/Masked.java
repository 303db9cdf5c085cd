package canbao.console.desk;

import canbao.identity.Certificates;
import canbao.identity.Names;
import canbao.identity.VaultStore;
import canbao.model.Identity;
import canbao.model.PersonKey;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;

/** Names and numbers of people in a list, as a person may see them. */
public final class Masked {
    private final Map<PersonKey, Identity> identities;

    public Masked(VaultStore vault, Collection<PersonKey> persons) {
        this.identities = vault.identities(persons);
    }

    /** Puts the person's key, and the masked name and number where the vault has them. */
    public JsonObject put(JsonObject shown, PersonKey person) {
        shown.put("person", person.toString());
        Identity identity = identities.get(person);
        if (identity != null) {
            String name = identity.name();
            shown.put("name", name == null ? "" : Names.masked(name));
            shown.put("certificate", Certificates.masked(identity.certificateNumber()));
        }
        return shown;
    }
}
