package org.casualtyledger.events;

/**
 * Places are resolved by this gazetteer from now on.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal: its name
 * @param title what it is, with its version
 * @param places how many it has
 */
public record GazetteerAdopted(String sha256, String title, int places)
        implements ResolutionEvent {}
