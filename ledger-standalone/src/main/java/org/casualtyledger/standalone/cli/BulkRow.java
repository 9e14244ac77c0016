package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a bulk file.
 *
 * @param number from 1, without the header
 * @param record as it stands in the file
 * @param values by column
 */
record BulkRow(int number, List<String> record, Map<String, String> values) {

    BulkRow {
        record = List.copyOf(record);
        values = Map.copyOf(values);
    }

    /** The value of a column, without space around it; empty where there is none. */
    String get(String column) {
        return values.getOrDefault(column, "").strip();
    }

    /** Of a row that has no faults. */
    BulkAction action() {
        return BulkAction.named(get("action")).orElseThrow();
    }

    /** Everything that can be seen to be wrong without asking the ledger. */
    List<Problem.Fault> faults() {
        Optional<BulkAction> action = BulkAction.named(get("action"));
        if (action.isEmpty()) {
            return List.of(fault("action", "unknown", "must be one of " + BulkAction.words()));
        }
        List<Problem.Fault> faults = new ArrayList<>();
        for (String column : BulkFile.COLUMNS) {
            if (!column.equals("action")) {
                faultOf(action.get(), column).ifPresent(faults::add);
            }
        }
        return faults;
    }

    private Optional<Problem.Fault> faultOf(BulkAction action, String column) {
        String value = get(column);
        if (value.isEmpty()) {
            return action.needs(column)
                    ? Optional.of(fault(column, "missing", "`" + action.word() + "` needs it"))
                    : Optional.empty();
        }
        if (!action.takes(column)) {
            return Optional.of(
                    fault(column, "not-used", "`" + action.word() + "` has no use for it"));
        }
        Optional<String> wrong =
                switch (column) {
                    case "incident", "report" -> faultOfId(value);
                    case "value" -> action.faultOf(value);
                    case "review" ->
                            value.equals("true") || value.equals("false")
                                    ? Optional.empty()
                                    : Optional.of("must be true or false");
                    default -> Optional.empty();
                };
        return wrong.map(detail -> fault(column, "not-valid", detail));
    }

    static Optional<String> faultOfId(String value) {
        return value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.empty()
                : Optional.of("must be a UUID, as receipts name it");
    }

    private Problem.Fault fault(String column, String code, String detail) {
        return new Problem.Fault("row " + number + ", " + column, code, detail);
    }
}
