package org.casualtyledger.projections.tallies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ActorStatus;
import org.casualtyledger.events.claim.Claimant;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.Code;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.claim.When;

/**
 * The column {@code read.report_version.facts}: values in a fixed order, each ended by U+001F; a
 * list starts with its length; what is missing is U+001E. Half the size of JSON and a fifth of its
 * time, and one is written for every event. Stored names have no control characters; should one
 * have these two, they are written as spaces.
 */
final class FactsColumn {
    private static final char END = '\u001F';
    private static final String MISSING = "\u001E";

    private FactsColumn() {}

    static String write(Facts facts) {
        Writer w = new Writer();
        w.code(facts.kind());
        w.text(facts.claimant().map(Claimant::name));
        if (facts.claimant().isPresent()) {
            w.code(facts.claimant().get().kind());
            w.text(facts.claimant().get().via());
        }
        w.number(facts.when().from().toEpochDay());
        w.number(facts.when().to().toEpochDay());
        w.code(facts.when().precision());
        w.number(facts.where().size());
        for (Place place : facts.where()) {
            w.text(place.name());
            w.number(place.admin().size());
            place.admin().forEach(w::text);
            w.text(place.country());
            w.code(place.precision());
        }
        w.range(facts.killed());
        w.range(facts.injured());
        w.range(facts.undetermined());
        w.number(facts.actors().size());
        for (StatedActor actor : facts.actors()) {
            w.text(actor.name());
            w.code(actor.role());
            w.text(actor.status().map(ActorStatus::code));
            w.text(actor.side());
        }
        return w.out.toString();
    }

    static Facts read(String column) {
        Reader r = new Reader(column);
        ReportKind kind = r.code(ReportKind.values());
        Optional<Claimant> claimant =
                r.maybe().map(name -> new Claimant(name, r.code(ClaimantKind.values()), r.maybe()));
        When when =
                new When(
                        LocalDate.ofEpochDay(r.number()),
                        LocalDate.ofEpochDay(r.number()),
                        r.code(TimePrecision.values()));
        List<Place> where = new ArrayList<>();
        for (long n = r.number(); n > 0; n--) {
            String name = r.text();
            List<String> admin = new ArrayList<>();
            for (long levels = r.number(); levels > 0; levels--) {
                admin.add(r.text());
            }
            where.add(
                    new Place(
                            name,
                            admin,
                            r.maybe(),
                            Optional.empty(),
                            r.code(PlacePrecision.values())));
        }
        Range killed = r.range();
        Range injured = r.range();
        Range undetermined = r.range();
        List<StatedActor> actors = new ArrayList<>();
        for (long n = r.number(); n > 0; n--) {
            actors.add(
                    new StatedActor(
                            r.text(),
                            r.code(ActorRole.values()),
                            r.maybe().map(code -> find(code, ActorStatus.values())),
                            r.maybe()));
        }
        return new Facts(kind, claimant, when, where, killed, injured, undetermined, actors);
    }

    private static <C extends Code> C find(String code, C[] values) {
        for (C value : values) {
            if (value.code().equals(code)) {
                return value;
            }
        }
        throw new IllegalStateException("no code: " + code);
    }

    private static final class Writer {
        private final StringBuilder out = new StringBuilder(200);

        void text(String value) {
            String safe =
                    value.indexOf(END) < 0 && value.indexOf(MISSING) < 0
                            ? value
                            : value.replace(END, ' ').replace(MISSING.charAt(0), ' ');
            out.append(safe).append(END);
        }

        void text(Optional<String> value) {
            if (value.isPresent()) {
                text(value.get());
            } else {
                out.append(MISSING).append(END);
            }
        }

        void code(Code value) {
            out.append(value.code()).append(END);
        }

        void number(long value) {
            out.append(value).append(END);
        }

        void range(Range range) {
            bound(range.min());
            bound(range.max());
            bound(range.best());
        }

        private void bound(OptionalInt bound) {
            if (bound.isPresent()) {
                number(bound.getAsInt());
            } else {
                out.append(MISSING).append(END);
            }
        }
    }

    private static final class Reader {
        private final String in;
        private int at;

        Reader(String in) {
            this.in = in;
        }

        String text() {
            int end = in.indexOf(END, at);
            if (end < 0) {
                throw new IllegalStateException("facts end early");
            }
            String value = in.substring(at, end);
            at = end + 1;
            return value;
        }

        Optional<String> maybe() {
            String value = text();
            return value.equals(MISSING) ? Optional.empty() : Optional.of(value);
        }

        long number() {
            return Long.parseLong(text());
        }

        <C extends Code> C code(C[] values) {
            return find(text(), values);
        }

        Range range() {
            return new Range(bound(), bound(), bound());
        }

        private OptionalInt bound() {
            Optional<String> value = maybe();
            return value.isPresent()
                    ? OptionalInt.of(Integer.parseInt(value.get()))
                    : OptionalInt.empty();
        }
    }
}
