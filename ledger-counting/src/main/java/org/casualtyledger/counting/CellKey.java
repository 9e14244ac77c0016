package org.casualtyledger.counting;

import java.util.List;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One cell of a tally. An incident is in exactly one cell, so the sums of any grouping of cells
 * close.
 *
 * @param actors who is alleged and who was present: a set, sorted, each name once
 * @param organisations whose accounts stand behind it: a set, sorted
 */
public record CellKey(
        TheatreId theatre,
        PlaceKey place,
        Period period,
        List<Attribution> actors,
        Grade grade,
        List<OrganisationId> organisations) {
    public CellKey {
        actors = List.copyOf(actors);
        organisations = List.copyOf(organisations);
    }

    /**
     * Its name in digests: canonical JSON (RFC 8785) of its domain names. No name is the start of
     * another.
     */
    public String name() {
        ObjectNode name = Json.object();
        ArrayNode written = name.putArray("actors");
        for (Attribution actor : actors) {
            written.addObject().put("name", actor.actor()).put("role", actor.role().code());
        }
        ArrayNode admin = name.putArray("admin");
        place.admin().forEach(admin::add);
        place.country()
                .ifPresentOrElse(
                        country -> name.put("country", country), () -> name.putNull("country"));
        name.put("first", Period.text(period.first()));
        name.put("grade", grade.code());
        name.put("last", Period.text(period.last()));
        ArrayNode submitters = name.putArray("organisations");
        organisations.forEach(organisation -> submitters.add(organisation.value()));
        switch (place) {
            case PlaceKey.Settlement settlement -> name.put("place", settlement.name());
            case PlaceKey.Residual _ -> name.putNull("place");
        }
        name.put("precision", place.precision());
        name.put("theatre", theatre.value());
        return CanonicalJson.text(name);
    }
}
