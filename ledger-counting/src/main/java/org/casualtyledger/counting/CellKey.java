package org.casualtyledger.counting;

import java.util.List;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;

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
        CellGrade grade,
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
        return name(
                actorsName(actors),
                Period.text(period.first()),
                grade.code(),
                Period.text(period.last()),
                organisationsName(organisations),
                place.name(),
                theatre.value());
    }

    private static String name(
            String actors,
            String first,
            String grade,
            String last,
            String organisations,
            String place,
            String theatre) {
        return "{\"actors\":"
                + actors
                + ",\"first\":\""
                + first
                + "\",\"grade\":\""
                + grade
                + "\",\"last\":\""
                + last
                + "\",\"organisations\":"
                + organisations
                + ",\"place\":"
                + place
                + ",\"theatre\":\""
                + theatre
                + "\"}";
    }

    @Override
    public int hashCode() {
        return Mix.of(
                theatre.hashCode(),
                place.hashCode(),
                period.hashCode(),
                Mix.of(actors),
                Mix.of(organisations));
    }

    /** The part of the name that says the actors. */
    public static String actorsName(List<Attribution> actors) {
        ArrayNode names = Json.array();
        for (Attribution actor : actors) {
            names.addObject().put("name", actor.actor()).put("role", actor.role().code());
        }
        return CanonicalJson.text(names);
    }

    /** The part of the name that says the organisations. */
    public static String organisationsName(List<OrganisationId> organisations) {
        ArrayNode names = Json.array();
        organisations.forEach(organisation -> names.add(organisation.value()));
        return CanonicalJson.text(names);
    }
}
