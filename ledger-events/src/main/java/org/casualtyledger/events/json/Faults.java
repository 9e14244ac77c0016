package org.casualtyledger.events.json;

import java.util.ArrayList;
import java.util.List;

/** Collects every fault of a document, up to a limit that keeps an answer readable. */
public final class Faults {
    /** More faults than this help nobody; the last one then says that there are more. */
    public static final int LIMIT = 100;

    private final List<Fault> found = new ArrayList<>();

    public void add(String pointer, String code, String detail) {
        if (found.size() < LIMIT) {
            found.add(new Fault(pointer, code, detail));
        } else if (found.size() == LIMIT) {
            found.add(
                    new Fault(
                            "",
                            "too-many-faults",
                            "only the first " + LIMIT + " faults are listed"));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Fault> list() {
        return List.copyOf(found);
    }
}
