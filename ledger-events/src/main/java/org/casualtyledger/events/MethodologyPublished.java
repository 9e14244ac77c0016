package org.casualtyledger.events;

/**
 * A way of counting, as a document in a closed vocabulary. Never changed: another version is
 * another document.
 *
 * @param document canonical JSON (RFC 8785)
 * @param hash SHA-256 of the document's UTF-8 bytes, in lower-case hexadecimal
 */
public record MethodologyPublished(String name, int version, String document, String hash)
        implements RegistryEvent {}
