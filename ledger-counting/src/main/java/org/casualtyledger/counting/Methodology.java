package org.casualtyledger.counting;

import java.util.List;

/**
 * A named way of counting: a pure function from an incident to what it contributes.
 *
 * <p>{@code semantics} numbers the meaning of the code behind the document: results under one
 * number never change, and golden tallies prove it.
 */
public sealed interface Methodology permits Documented, Rulebook {
    String name();

    int version();

    int semantics();

    /** The document in canonical JSON (RFC 8785). */
    String document();

    /** SHA-256 of the document's UTF-8 bytes, in lower-case hexadecimal. */
    String hash();

    /**
     * What an incident adds to which cells, each once: none without an account that counts, several
     * where an interval is spread over months.
     */
    List<Contribution> contributions(IncidentState incident);

    /** The same, with how it came about: for people, not for the hot path. */
    Derivation derivation(IncidentState incident);
}
