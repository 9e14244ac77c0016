package org.casualtyledger.events.claim;

/** A word of a closed vocabulary: what an enum constant is called in events and in requests. */
public interface Code {
    String code();
}
