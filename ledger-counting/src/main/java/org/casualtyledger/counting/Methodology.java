package org.casualtyledger.counting;

import java.util.Optional;

/**
 * A named way of counting: a pure function from an incident to what it contributes.
 *
 * <p>{@code semantics} numbers the meaning of the code behind the document: results under one
 * number never change, and golden tallies prove it.
 */
public sealed interface Methodology permits Documented {
    String name();

    int version();

    int semantics();

    /** The document in canonical JSON (RFC 8785). */
    String document();

    /** SHA-256 of the document's UTF-8 bytes, in lower-case hexadecimal. */
    String hash();

    /** One incident contributes to one cell, or, without an account that counts, to none. */
    Optional<Contribution> contribution(IncidentState incident);
}
