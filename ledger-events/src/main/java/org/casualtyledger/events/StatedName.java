package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A settlement as claims state it: the key of its resolution.
 *
 * @param admin the admin path from the province downwards
 */
public record StatedName(Optional<String> country, List<String> admin, String name) {
    public StatedName {
        admin = List.copyOf(admin);
    }

    /** Its identity: canonical JSON (RFC 8785) of country, or null, admin path and name. */
    public String key() {
        ObjectNode key = Json.object();
        ArrayNode path = key.putArray("admin");
        admin.forEach(path::add);
        key.put("country", country.orElse(null));
        key.put("name", name);
        return CanonicalJson.text(key);
    }
}
