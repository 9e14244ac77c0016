package org.casualtyledger.projections.series;

import java.util.Optional;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/** What is asked of the series. */
record SeriesQuestion(
        Optional<OrganisationId> organisation,
        Optional<TheatreId> theatre,
        Optional<String> place) {
    static SeriesQuestion read(Parameters p) {
        return new SeriesQuestion(
                p.parsed("organisation", OrganisationId::new),
                p.parsed("theatre", TheatreId::new),
                p.text("place"));
    }
}
