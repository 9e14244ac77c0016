package org.casualtyledger.standalone.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a row of a bulk file may ask for: which columns it needs and may have, and the request it
 * stands for.
 */
enum BulkAction {
    /** Moves the report into the incident. */
    LINK(List.of("incident", "report", "reason"), List.of()),
    /** The value is the grade, or {@code none} to take one's own back. */
    GRADE(List.of("incident", "value", "reason"), List.of("methodology", "review")),
    /** The value is the reason's code; the reason is a note. */
    WITHDRAW(List.of("report", "value"), List.of("reason")),
    /** The incident repeats the value, another incident, which counts in its place. */
    CONFIRM(List.of("incident", "value", "reason"), List.of()),
    /** The incident and the value are two. */
    DISMISS(List.of("incident", "value", "reason"), List.of());

    private static final Set<String> GRADES =
            Set.of("confirmed", "fair", "weak", "contested", "discounted", "none");
    private static final Set<String> CODES =
            Set.of("duplicate", "retracted-by-source", "entered-in-error", "not-verified", "other");

    private final List<String> needed;
    private final List<String> possible;

    BulkAction(List<String> needed, List<String> possible) {
        this.needed = needed;
        this.possible = possible;
    }

    static Optional<BulkAction> named(String word) {
        return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }

    static String words() {
        return String.join(", ", Stream.of(values()).map(BulkAction::word).toList());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean needs(String column) {
        return needed.contains(column);
    }

    boolean takes(String column) {
        return needed.contains(column) || possible.contains(column);
    }

    /** What is wrong with the value; empty where nothing is. */
    Optional<String> faultOf(String value) {
        return switch (this) {
            case GRADE ->
                    oneOf(value, GRADES, "confirmed, fair, weak, contested, discounted or none");
            case WITHDRAW ->
                    oneOf(
                            value,
                            CODES,
                            "duplicate, retracted-by-source, entered-in-error, not-verified or other");
            case CONFIRM, DISMISS -> BulkRow.faultOfId(value);
            case LINK -> Optional.empty();
        };
    }

    private static Optional<String> oneOf(String value, Set<String> words, String said) {
        return words.contains(value) ? Optional.empty() : Optional.of("must be " + said);
    }

    /** Where it goes. */
    String path(BulkRow row) {
        return switch (this) {
            case LINK -> Sending.incident(row.get("incident")) + "/links";
            case GRADE -> Sending.incident(row.get("incident")) + "/grades";
            case CONFIRM -> Sending.incident(row.get("incident")) + "/duplicates";
            case DISMISS -> Sending.incident(row.get("incident")) + "/dismissals";
            case WITHDRAW -> ReportCommand.path(row.get("report")) + "/withdrawals";
        };
    }

    ObjectNode body(BulkRow row) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        String value = row.get("value");
        switch (this) {
            case LINK -> body.putArray("reports").add(row.get("report"));
            case GRADE -> {
                body.put("grade", value.equals("none") ? null : value);
                if (!row.get("methodology").isEmpty()) {
                    body.put("methodology", row.get("methodology"));
                }
                if (row.get("review").equals("true")) {
                    body.put("review", true);
                }
            }
            case CONFIRM -> body.put("survivor", value);
            case DISMISS -> body.put("other", value);
            case WITHDRAW -> {
                body.put("reason", value);
                if (!row.get("reason").isEmpty()) {
                    body.put("note", row.get("reason"));
                }
                return body;
            }
        }
        return body.put("reason", row.get("reason"));
    }
}
