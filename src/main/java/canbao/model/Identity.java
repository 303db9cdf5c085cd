package canbao.model;

import org.jspecify.annotations.Nullable;

/**
 * A person's name, certificate and phone in the clear: fetched at the moment of sending, kept nowhere. Its
 * {@code toString} shows none of it.
 */
public record Identity(
        String certificateType,
        String certificateNumber,
        @Nullable String name,
        @Nullable String phone) {
    @Override
    public String toString() {
        return "Identity[sealed]";
    }
}
