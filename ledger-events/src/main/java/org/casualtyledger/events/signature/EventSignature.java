package org.casualtyledger.events.signature;

/**
 * A signature as an event bears it.
 *
 * @param key which of its organisation's keys made it
 */
public record EventSignature(KeyId key, Ed25519Signature value) {}
