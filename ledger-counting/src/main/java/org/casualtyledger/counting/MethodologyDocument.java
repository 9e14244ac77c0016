package org.casualtyledger.counting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Code;
import org.casualtyledger.events.json.Fault;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;

/**
 * A methodology's document, read: the closed vocabulary of semantics 2.
 *
 * @param grades which of them count
 * @param organisations whose accounts count
 * @param assessors whose judgements count
 * @param assessedCounts whether an assessor's ranges stand in place of derived ones
 * @param assessedResponsibility whether an assessor's actors stand in place of alleged ones
 */
record MethodologyDocument(
        String name,
        int version,
        Set<CellGrade> grades,
        Trusted organisations,
        Trusted assessors,
        RangeRule rangeRule,
        boolean assessedCounts,
        Spanning spanning,
        boolean assessedResponsibility) {
    static final int SEMANTICS = 2;

    private static final int MOST_ORGANISATIONS = 1_000;

    /** How several accounts become one range. */
    enum RangeRule implements Code {
        /** From the lowest stated minimum to the highest stated figure. */
        ENVELOPE("envelope"),
        /** That of the account that was recorded last, of those that state it. */
        MOST_RECENT("most-recent"),
        /** That of the account with most independent sources, the earliest of equals. */
        BEST_SOURCED("best-sourced"),
        /** None but an assessor's. */
        ASSESSOR_ONLY("assessor-only");

        private final String code;

        RangeRule(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** How an interval that crosses months is shown. */
    enum Spanning implements Code {
        /** In a residual of its own. */
        RESIDUAL("residual"),
        /** Its harm spread over its days; the incident itself in its first month. */
        SPREAD_OVER_DAYS("spread-over-days");

        private final String code;

        Spanning(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    private enum Use implements Code {
        OVERRIDE("override"),
        IGNORE("ignore");

        private final String code;

        Use(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    private enum Shared implements Code {
        /** Once in totals; sole and shared responsibility apart for each actor. */
        SHOWN_APART("shown-apart");

        private final String code;

        Shared(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** Which organisations a methodology listens to, by theatre. */
    sealed interface Trusted {
        boolean includes(OrganisationId organisation, TheatreId theatre);

        record Everybody() implements Trusted {
            @Override
            public boolean includes(OrganisationId organisation, TheatreId theatre) {
                return true;
            }
        }

        record Nobody() implements Trusted {
            @Override
            public boolean includes(OrganisationId organisation, TheatreId theatre) {
                return false;
            }
        }

        /**
         * @param elsewhere of the theatres that are not named
         */
        record Named(Map<TheatreId, Set<OrganisationId>> byTheatre, Set<OrganisationId> elsewhere)
                implements Trusted {
            @Override
            public boolean includes(OrganisationId organisation, TheatreId theatre) {
                return byTheatre.getOrDefault(theatre, elsewhere).contains(organisation);
            }
        }
    }

    /** A document that is none of this vocabulary; names every fault. */
    static final class NotAMethodology extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<Fault> faults;

        NotAMethodology(List<Fault> faults) {
            super(faults.toString());
            this.faults = List.copyOf(faults);
        }

        List<Fault> faults() {
            return faults;
        }
    }

    static MethodologyDocument read(String document) throws NotAMethodology {
        Faults faults = new Faults();
        Optional<MethodologyDocument> read = Optional.empty();
        try {
            read = read(Fields.of(Json.parse(document.getBytes(UTF_8)), "", faults));
        } catch (Json.Malformed e) {
            faults.add("", e.code(), String.valueOf(e.getMessage()));
        }
        if (!faults.isEmpty() || read.isEmpty()) {
            throw new NotAMethodology(faults.list());
        }
        return read.get();
    }

    private static Optional<MethodologyDocument> read(Fields f) {
        for (String name :
                List.of(
                        "methodology",
                        "version",
                        "semantics",
                        "counts",
                        "assessors",
                        "range",
                        "time",
                        "responsibility")) {
            f.require(name);
        }
        Optional<String> name = f.name("methodology", 40);
        int version = f.integer("version", 1, 1_000_000).orElse(0);
        f.integer("semantics", SEMANTICS, SEMANTICS);
        Optional<Fields> counts = f.object("counts");
        Set<CellGrade> grades = counts.map(MethodologyDocument::grades).orElse(Set.of());
        Trusted organisations =
                counts.map(c -> trusted(c, "organisations")).orElse(new Trusted.Nobody());
        Trusted assessors = trusted(f, "assessors");
        Optional<Fields> range = f.object("range");
        Optional<RangeRule> rule = range.flatMap(r -> r.code("rule", RangeRule.values()));
        Optional<Use> assessed = range.flatMap(r -> r.code("assessed-counts", Use.values()));
        Optional<Fields> time = f.object("time");
        Optional<Spanning> spanning = time.flatMap(t -> t.code("spanning", Spanning.values()));
        Optional<Fields> responsibility = f.object("responsibility");
        Optional<Use> actors = responsibility.flatMap(r -> r.code("assessed", Use.values()));
        responsibility.ifPresent(r -> r.code("shared", Shared.values()));
        for (Optional<Fields> object : List.of(counts, range, time, responsibility)) {
            object.ifPresent(Fields::refuseUnknown);
        }
        f.refuseUnknown();
        if (name.isEmpty()
                || rule.isEmpty()
                || assessed.isEmpty()
                || spanning.isEmpty()
                || actors.isEmpty()) {
            f.faults().add("", "incomplete", "a rule is missing");
            return Optional.empty();
        }
        return Optional.of(
                new MethodologyDocument(
                        name.get(),
                        version,
                        grades,
                        organisations,
                        assessors,
                        rule.get(),
                        assessed.get() == Use.OVERRIDE,
                        spanning.get(),
                        actors.get() == Use.OVERRIDE));
    }

    private static Set<CellGrade> grades(Fields f) {
        f.require("grades");
        Set<CellGrade> grades = EnumSet.noneOf(CellGrade.class);
        for (Fields.Item item : f.list("grades", CellGrade.values().length)) {
            Fields.code(item.value(), item::pointer, CellGrade.values(), f.faults())
                    .ifPresent(grades::add);
        }
        return grades;
    }

    /** {@code "all"}, {@code "any"}, {@code "none"}, or lists by theatre, {@code "*"} elsewhere. */
    private static Trusted trusted(Fields f, String name) {
        f.require(name);
        String word = f.raw(name).filter(v -> v.isString()).map(v -> v.stringValue()).orElse("");
        switch (word) {
            case "all", "any" -> {
                return new Trusted.Everybody();
            }
            case "none" -> {
                return new Trusted.Nobody();
            }
            default -> {}
        }
        Map<TheatreId, Set<OrganisationId>> byTheatre = new HashMap<>();
        Set<OrganisationId> elsewhere = new HashSet<>();
        Optional<Fields> named = f.object(name);
        for (String theatre : named.map(Fields::names).orElse(List.of())) {
            Set<OrganisationId> organisations = organisations(named.get(), theatre);
            if (theatre.equals("*")) {
                elsewhere.addAll(organisations);
            } else if (theatre.matches("[A-Z]{3}(-[A-Z]{3})*")) {
                byTheatre.put(new TheatreId(theatre), organisations);
            } else {
                f.faults().add(named.get().pointerTo(theatre), "not-valid", "is no theatre");
            }
        }
        return new Trusted.Named(Map.copyOf(byTheatre), Set.copyOf(elsewhere));
    }

    private static Set<OrganisationId> organisations(Fields f, String theatre) {
        List<OrganisationId> organisations = new ArrayList<>();
        for (Fields.Item item : f.list(theatre, MOST_ORGANISATIONS)) {
            String id = item.value().isString() ? item.value().stringValue() : "";
            if (OrganisationId.isValid(id)) {
                organisations.add(new OrganisationId(id));
            } else {
                f.faults().add(item.pointer(), "not-valid", "is no organisation's id");
            }
        }
        return Set.copyOf(organisations);
    }

    static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(MethodologyDocument.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
