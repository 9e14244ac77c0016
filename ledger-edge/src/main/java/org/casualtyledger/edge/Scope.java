package org.casualtyledger.edge;

import java.util.Locale;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    SUBMIT,
    ASSESS,
    AUDIT,
    READ,
    ADMIN;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String code) {
        for (Scope scope : values()) {
            if (scope.code().equals(code)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
