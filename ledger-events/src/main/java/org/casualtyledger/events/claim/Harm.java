package org.casualtyledger.events.claim;

/** Harm to people: killed and injured (OHCHR's civilian casualties). */
public record Harm(Toll killed, Toll injured) {
    public static final Harm NOT_STATED = new Harm(Toll.NOT_STATED, Toll.NOT_STATED);
}
