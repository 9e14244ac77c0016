package org.casualtyledger.api.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.json.Fields;
import tools.jackson.databind.JsonNode;

/**
 * The closed vocabulary of methodologies, semantics 2: what may stand in a document. What it means
 * is said by the counting code, which reads the same vocabulary; a document that passes here and is
 * not read there would count nothing.
 *
 * <p>Strict: every field is required, and one that is not known is a fault, since a rule that
 * nobody follows must not look as if it were followed.
 */
final class MethodologyVocabulary {
    static final int LAST_VERSION = 1_000_000;

    private static final int SEMANTICS = 2;

    /** Organisations that one list names; all together are bounded by the document's bytes. */
    private static final int ORGANISATIONS = 1_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{2,40}");

    private static final List<String> GRADES =
            List.of("confirmed", "fair", "weak", "contested", "discounted", "ungraded", "disputed");

    private MethodologyVocabulary() {}

    /** What a document is published under. */
    record Named(String name, int version) {}

    /** Checks a document; empty if it added to the faults. */
    static Optional<Named> check(Fields f) {
        int before = f.faults().list().size();
        Optional<String> name = name(f, "methodology");
        f.require("methodology");
        OptionalInt version = integer(f, "version", 1, LAST_VERSION);
        integer(f, "semantics", SEMANTICS, SEMANTICS);
        part(f, "counts").ifPresent(MethodologyVocabulary::counts);
        trusted(f, "assessors", List.of("any", "none"));
        part(f, "range")
                .ifPresent(
                        range -> {
                            word(
                                    range,
                                    "rule",
                                    "envelope",
                                    "most-recent",
                                    "best-sourced",
                                    "assessor-only");
                            word(range, "assessed-counts", "override", "ignore");
                            range.refuseUnknown();
                        });
        part(f, "time")
                .ifPresent(
                        time -> {
                            word(time, "spanning", "residual", "spread-over-days");
                            time.refuseUnknown();
                        });
        part(f, "responsibility")
                .ifPresent(
                        responsibility -> {
                            word(responsibility, "assessed", "override", "ignore");
                            word(responsibility, "shared", "shown-apart");
                            responsibility.refuseUnknown();
                        });
        f.refuseUnknown();
        return f.faults().list().size() == before && name.isPresent() && version.isPresent()
                ? Optional.of(new Named(name.get(), version.getAsInt()))
                : Optional.empty();
    }

    /** The name of a methodology. */
    static Optional<String> name(Fields f, String field) {
        Optional<String> name = f.name(field, 40);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            f.faults().add(f.pointerTo(field), "not-valid", "must be 2 to 40 of a-z, 0-9 and -");
            return Optional.empty();
        }
        return name;
    }

    private static OptionalInt integer(Fields f, String name, int min, int max) {
        f.require(name);
        return f.integer(name, min, max);
    }

    private static Optional<Fields> part(Fields f, String name) {
        f.require(name);
        return f.object(name);
    }

    private static void word(Fields f, String name, String... known) {
        f.require(name);
        f.raw(name).ifPresent(value -> word(f, f.pointerTo(name), value, List.of(known)));
    }

    private static void word(Fields f, String pointer, JsonNode value, List<String> known) {
        if (!value.isString() || !known.contains(value.stringValue())) {
            f.faults().add(pointer, "unknown-code", "must be one of " + String.join(", ", known));
        }
    }

    private static void counts(Fields f) {
        f.require("grades");
        Set<String> seen = new HashSet<>();
        List<Fields.Item> grades = f.list("grades", GRADES.size());
        for (Fields.Item item : grades) {
            word(f, item.pointer(), item.value(), GRADES);
            repeated(f, item, seen);
        }
        if (f.raw("grades").filter(value -> value.isArray() && value.isEmpty()).isPresent()) {
            f.faults().add(f.pointerTo("grades"), "empty", "a methodology counts some grade");
        }
        trusted(f, "organisations", List.of("all"));
        f.refuseUnknown();
    }

    private static void repeated(Fields f, Fields.Item item, Set<String> seen) {
        if (item.value().isString() && !seen.add(item.value().stringValue())) {
            f.faults().add(item.pointer(), "repeated", "stands here twice");
        }
    }

    /** A word, or lists of organisations by theatre, {@code *} for every other one. */
    private static void trusted(Fields f, String name, List<String> words) {
        f.require(name);
        Optional<JsonNode> value = f.raw(name);
        if (value.isEmpty()) {
            return;
        }
        if (!value.get().isObject()) {
            if (!value.get().isString() || !words.contains(value.get().stringValue())) {
                f.faults()
                        .add(
                                f.pointerTo(name),
                                "unknown-code",
                                "must be "
                                        + String.join(" or ", words)
                                        + ", or lists of organisations by theatre");
            }
            return;
        }
        Fields lists = f.object(name).orElseThrow();
        if (lists.names().isEmpty()) {
            f.faults().add(lists.pointer(), "empty", "names no theatre");
        }
        for (String theatre : lists.names()) {
            theatre(lists, theatre);
        }
        lists.refuseUnknown();
    }

    private static void theatre(Fields lists, String theatre) {
        boolean known =
                theatre.equals("*")
                        || (TheatreId.isValid(theatre) && !theatre.equals(TheatreId.NONE.value()));
        if (!known) {
            return; // refused as a field that is not known, with its name made fit to be shown
        }
        Set<String> seen = new HashSet<>();
        if (!lists.has(theatre)) {
            lists.faults().add(lists.pointerTo(theatre), "missing", "must be a list");
        }
        for (Fields.Item item : lists.list(theatre, ORGANISATIONS)) {
            JsonNode id = item.value();
            if (!id.isString() || !OrganisationId.isValid(id.stringValue())) {
                lists.faults().add(item.pointer(), "not-valid", "must be an organisation's id");
            }
            repeated(lists, item, seen);
        }
    }
}
