package org.casualtyledger.projections.edge;

import java.util.List;
import java.util.Optional;

/** How residuals are called. */
public final class Unlocated {
    private Unlocated() {}

    /** "unlocated in" the finest known area; "unlocated" where none is known. */
    public static String in(Optional<String> country, List<String> admin) {
        if (!admin.isEmpty()) {
            return "unlocated in " + admin.getLast();
        }
        return country.map(name -> "unlocated in " + name).orElse("unlocated");
    }
}
