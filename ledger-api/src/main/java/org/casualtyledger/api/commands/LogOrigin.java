package org.casualtyledger.api.commands;

/**
 * The log's name, as its checkpoints and every signature that is made for this ledger give it.
 *
 * @param name the origin, as in {@code ledger.example.org/log}
 */
public record LogOrigin(String name) {}
