package org.casualtyledger.projections.incidents;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.OrganisationId;

/** The statement behind a page of the list of incidents. */
final class ListStatement {
    /** The collation of the index, which a function's result does not carry. */
    private static final String THEATRE = "s.theatre COLLATE \"C\"";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final ListQuestion question;
    private final long position;
    private final IncidentList.Key after;
    private final int limit;

    ListStatement(ListQuestion question, long position, IncidentList.Key after, int limit) {
        this.question = question;
        this.position = position;
        this.after = after;
        this.limit = limit;
        question.theatre().ifPresentOrElse(t -> inTheatre(t.value()), this::everywhere);
    }

    String sql() {
        return sql.toString();
    }

    List<Object> parameters() {
        return parameters;
    }

    private void everywhere() {
        select(THEATRE);
        sql.append("WHERE true");
        rest(THEATRE, "o.theatre");
        order();
    }

    /**
     * Those recorded there whose reports say where they lie, and the few that lie there though
     * reports say otherwise: each found by an index of its own.
     */
    private void inTheatre(String theatre) {
        sql.append("SELECT * FROM ((");
        select(THEATRE);
        sql.append(
                """
                WHERE s.theatre COLLATE "C" = ?
                  AND NOT EXISTS (SELECT 1 FROM incident_theatre h
                                  WHERE h.incident = s.incident AND h.position <= ?)
                """);
        parameters.add(theatre);
        parameters.add(position);
        rest(THEATRE, "o.theatre");
        order();
        sql.append(") UNION ALL (");
        select("?::text COLLATE \"C\"");
        parameters.add(parameters.size() - 1, theatre); // before the position that select added
        sql.append(
                """
                WHERE s.incident = ANY (ARRAY(
                    SELECT h.incident FROM incident_theatre h
                    WHERE h.position <= ? AND h.theatre = ?
                      AND NOT EXISTS (SELECT 1 FROM incident_theatre l
                                      WHERE l.incident = h.incident AND l.position > h.position
                                        AND l.position <= ?)))
                """);
        parameters.add(position);
        parameters.add(theatre);
        parameters.add(position);
        String literal = "'" + theatre + "'::text COLLATE \"C\""; // capitals and hyphens alone
        rest(literal, literal);
        order();
        sql.append(")) AS s");
        order();
    }

    private void select(String theatre) {
        sql.append(
                """
                SELECT s.incident, %s AS theatre, s.from_day, s.position, s.ordinal
                FROM sightings_at(?) s
                """
                        .formatted(theatre));
        parameters.add(position);
    }

    private void rest(String theatre, String others) {
        sql.append(
                """

                  AND (%s, s.from_day, s.position, s.ordinal) > (?, ?, ?, ?)
                """
                        .formatted(theatre));
        parameters.add(after.theatre());
        parameters.add(after.day());
        parameters.add(after.position());
        parameters.add(after.ordinal());
        question.organisation().ifPresent(this::reportedBy);
        days("s");
        sql.append(
                """
                  AND NOT EXISTS (
                    SELECT 1 FROM unnest(s.versions) AS v (position)
                    JOIN sighting o ON o.position = v.position
                    WHERE (%s, o.from_day, o.position, o.ordinal) < (%s, s.from_day, s.position, s.ordinal)
                """
                        .formatted(others, theatre));
        days("o");
        sql.append(")\n");
    }

    private void days(String sighting) {
        question.from()
                .ifPresent(
                        day -> {
                            sql.append("  AND ").append(sighting).append(".to_day >= ?\n");
                            parameters.add(day);
                        });
        question.to()
                .ifPresent(
                        day -> {
                            sql.append("  AND ").append(sighting).append(".from_day <= ?\n");
                            parameters.add(day);
                        });
    }

    private void reportedBy(OrganisationId organisation) {
        sql.append(
                """
                  AND EXISTS (SELECT 1 FROM unnest(s.versions) AS v (position)
                              JOIN report_version r ON r.position = v.position
                              WHERE r.organisation = ? AND r.standing)
                """);
        parameters.add(organisation.value());
    }

    private void order() {
        sql.append("\nORDER BY theatre, from_day, position, ordinal LIMIT ?");
        parameters.add(limit);
    }
}
