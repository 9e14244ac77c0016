package org.casualtyledger.events;

/** Tallies are counted by this methodology from now on, unless asked for otherwise. */
public record DefaultMethodologySet(String name, int version, String hash)
        implements RegistryEvent {}
