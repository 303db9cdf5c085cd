package canbao.model.batch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One source's word on who somebody is. Carries personal data: it lives between the reader and the vault only, and its
 * {@code toString} shows none of it.
 *
 * @param certificateKey keyed hash of certificate type and normalised number
 * @param certificateType {@code 01} resident identity card, {@code 990201} birth certificate, … (PSN_CERT_TYPE)
 * @param phone the phone to reach the person or, for a minor, the guardian
 * @param birth when the source says that he was born, {@code yyyy-MM-dd}; null where that is what the number says too
 */
public record Sighting(
        UUID certificateKey,
        String certificateType,
        String certificateNumber,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String birth) {
    public Sighting(
            UUID certificateKey,
            String certificateType,
            String certificateNumber,
            @Nullable String name,
            @Nullable String phone) {
        this(certificateKey, certificateType, certificateNumber, name, phone, null);
    }

    @Override
    public String toString() {
        return "Sighting[" + certificateKey + "]";
    }
}
