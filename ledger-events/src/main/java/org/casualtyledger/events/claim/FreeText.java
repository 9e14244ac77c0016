package org.casualtyledger.events.claim;

/**
 * A piece of free text on its way behind a digest.
 *
 * @param source index of the source that it belongs to, or {@link #CLAIM} for the claim itself
 * @param name {@code narrative}, {@code title}, {@code url}, {@code reason} or {@code note}
 */
public record FreeText(int source, String name, String value) {
    public static final int CLAIM = -1;

    /** Where it stands in the claim, as a JSON pointer (RFC 6901). */
    public String pointer() {
        return source == CLAIM ? "/" + name : "/sources/" + source + "/" + name;
    }
}
