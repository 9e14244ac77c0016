package org.casualtyledger.events.claim;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a claim was read. Publisher and date are in clear; title and address only as salted
 * digests.
 *
 * @param derivedFrom index of the source in the same claim that this one repeats; a derived source
 *     never corroborates
 * @param sd digests of this source's disclosures (RFC 9901), sorted
 */
public record Source(
        String publisher, Optional<LocalDate> date, OptionalInt derivedFrom, List<String> sd) {
    public Source {
        sd = List.copyOf(sd);
    }
}
