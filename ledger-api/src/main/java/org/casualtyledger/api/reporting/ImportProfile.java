package org.casualtyledger.api.reporting;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.json.Faults;
import tools.jackson.databind.node.ObjectNode;

/** How one dataset's rows become submissions. Columns are found by name, in whatever order. */
interface ImportProfile {
    String name();

    /** The columns without which no row can be read. */
    List<String> required();

    /** The column of the dataset's own id. */
    String idColumn();

    /**
     * The submission that a row states, in the shape of a request body; it is checked like any
     * request.
     *
     * @param faults takes what this profile cannot read, with the column's name as pointer
     */
    ObjectNode submission(Row row, Faults faults);

    /** One row, by column name. A column that the file lacks reads as empty. */
    interface Row {
        String get(String column);

        List<String> columns();
    }

    static Optional<ImportProfile> of(String name) {
        return name.equals(UcdpGedProfile.NAME)
                ? Optional.of(new UcdpGedProfile())
                : Optional.empty();
    }
}
