package org.casualtyledger.events.json;

/**
 * One thing that is wrong with a piece of JSON.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole document
 * @param code what, stable: {@code missing}, {@code unknown-field}, {@code wrong-type}, …
 * @param detail the same for a person
 */
public record Fault(String pointer, String code, String detail) {}
