package org.casualtyledger.gazetteer;

import java.util.List;

/**
 * An actor of a registry.
 *
 * @param id as the registry has it
 * @param aliases other names that are known for it
 */
public record KnownActor(String id, String name, List<String> aliases) {
    public KnownActor {
        aliases = List.copyOf(aliases);
    }
}
