package org.casualtyledger.standalone.cli;

import static org.casualtyledger.standalone.cli.IncidentPage.text;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.standalone.cli.TextTable.Align;
import tools.jackson.databind.JsonNode;

/** Incidents, a row each: of a list, or behind a tally. */
final class IncidentRows {

    private IncidentRows() {}

    static String table(JsonNode incidents) {
        TextTable table =
                new TextTable()
                        .column("incident", Align.LEFT)
                        .column("theatre", Align.LEFT)
                        .column("when", Align.LEFT)
                        .column("where", Align.LEFT)
                        .column("organisations", Align.LEFT)
                        .column("grade", Align.LEFT)
                        .column("killed", Align.RIGHT)
                        .column("injured", Align.RIGHT)
                        .column("undetermined", Align.RIGHT)
                        .column("", Align.LEFT);
        for (JsonNode incident : incidents) {
            JsonNode measures = incident.path("measures");
            String from = text(incident, "from");
            String to = text(incident, "to");
            table.row(
                    List.of(
                            text(incident, "incident"),
                            text(incident, "theatre"),
                            from.equals(to) ? from : from + "–" + to,
                            joined(incident.path("places")),
                            joined(incident.path("organisations")),
                            text(incident, "grade"),
                            TallyTable.range(measures.path("killed")),
                            TallyTable.range(measures.path("injured")),
                            TallyTable.range(measures.path("undetermined")),
                            counted(incident)));
        }
        return table.render();
    }

    private static String counted(JsonNode incident) {
        String verdict = text(incident, "verdict");
        return verdict.equals("counted") || verdict.isEmpty()
                ? ""
                : "not counted (" + verdict + ")";
    }

    private static String joined(JsonNode names) {
        List<String> words = new ArrayList<>();
        names.forEach(name -> words.add(name.asString("")));
        return String.join("; ", words);
    }
}
