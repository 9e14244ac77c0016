package org.casualtyledger.projections.incidents;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.casualtyledger.counting.CellGrade;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * Which incidents are asked for.
 *
 * @param organisation one of whose reports stands in the incident
 * @param from the last day that a report states is not before this day
 * @param to the first day that a report states is not after this day
 */
record ListQuestion(
        Optional<TheatreId> theatre,
        Optional<OrganisationId> organisation,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<CellGrade> grade,
        int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LIMIT = 500;

    static ListQuestion read(Parameters p) {
        Optional<LocalDate> from = p.parsed("from", LocalDate::parse);
        Optional<LocalDate> to = p.parsed("to", LocalDate::parse);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            p.fault("to", "not-valid", "is before from");
        }
        return new ListQuestion(
                p.parsed("theatre", TheatreId::new),
                p.parsed("organisation", OrganisationId::new),
                from,
                to,
                p.parsed("grade", ListQuestion::grade),
                (int) p.number("limit", 1, LIMIT).orElse(DEFAULT_LIMIT));
    }

    private static CellGrade grade(String code) {
        return Arrays.stream(CellGrade.values())
                .filter(grade -> grade.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must be one of "
                                                + String.join(
                                                        ", ",
                                                        Arrays.stream(CellGrade.values())
                                                                .map(CellGrade::code)
                                                                .toList())));
    }

    boolean wants(CellGrade of) {
        return grade.map(wanted -> wanted == of).orElse(true);
    }
}
