package org.casualtyledger.projections.versions;

import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.Dossier.Absorbed;
import org.casualtyledger.counting.Dossier.Judged;
import org.casualtyledger.counting.Dossier.Recorded;
import org.casualtyledger.counting.Dossier.Verdict;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Code;
import org.casualtyledger.events.claim.Source;

/**
 * The column {@code incident_version.dossier}, as {@link ColumnWriter} writes; null for the empty
 * one, which most incidents have.
 */
final class DossierColumn {
    private static final String GRADED = "g";
    private static final String COUNTED = "c";
    private static final String RESPONSIBLE = "r";

    private DossierColumn() {}

    static Optional<String> write(Dossier dossier) {
        if (dossier.isEmpty()) {
            return Optional.empty();
        }
        ColumnWriter w = new ColumnWriter();
        w.text(dossier.theatre().map(TheatreId::value));
        w.text(dossier.mergedInto().map(IncidentId::toString));
        w.text(dossier.duplicateOf().map(IncidentId::toString));
        w.list(dossier.absorbed(), edge -> absorbed(w, edge));
        w.list(dossier.judgements(), judged -> judged(w, judged));
        w.list(dossier.statements(), recorded -> recorded(w, recorded));
        return Optional.of(w.written());
    }

    static Dossier read(Optional<String> column) {
        if (column.isEmpty()) {
            return Dossier.EMPTY;
        }
        ColumnReader r = new ColumnReader(column.get());
        return new Dossier(
                r.maybe().map(TheatreId::new),
                r.maybe().map(IncidentId::parse),
                r.maybe().map(IncidentId::parse),
                r.list(() -> absorbed(r)),
                r.list(() -> judged(r)),
                r.list(() -> recorded(r)));
    }

    private static void absorbed(ColumnWriter w, Absorbed edge) {
        w.text(edge.incident().toString());
        w.text(edge.into().toString());
    }

    private static Absorbed absorbed(ColumnReader r) {
        return new Absorbed(IncidentId.parse(r.text()), IncidentId.parse(r.text()));
    }

    private static void judged(ColumnWriter w, Judged judged) {
        w.text(judged.on().toString());
        w.number(judged.position());
        w.text(judged.by().value());
        w.text(judged.person().map(PersonId::value));
        w.flag(judged.pending());
        switch (judged.verdict()) {
            case Verdict.Graded v -> {
                w.text(GRADED);
                w.text(v.grade().map(Code::code));
                w.text(v.methodology());
            }
            case Verdict.Counted v -> {
                w.text(COUNTED);
                w.list(v.counts().stream().toList(), counts -> counts(w, counts));
            }
            case Verdict.Responsible v -> {
                w.text(RESPONSIBLE);
                w.list(v.actors().stream().toList(), w::actors);
            }
        }
    }

    private static Judged judged(ColumnReader r) {
        return new Judged(
                IncidentId.parse(r.text()),
                r.number(),
                new OrganisationId(r.text()),
                r.maybe().map(PersonId::new),
                r.flag(),
                verdict(r));
    }

    private static Verdict verdict(ColumnReader r) {
        String kind = r.text();
        return switch (kind) {
            case GRADED ->
                    new Verdict.Graded(
                            r.maybe().map(code -> ColumnReader.find(code, Grade.values())),
                            r.maybe());
            case COUNTED -> new Verdict.Counted(r.list(() -> counts(r)).stream().findFirst());
            case RESPONSIBLE -> new Verdict.Responsible(r.list(r::actors).stream().findFirst());
            default -> throw new IllegalStateException("no verdict: " + kind);
        };
    }

    private static void counts(ColumnWriter w, CountsAssessed.Counts counts) {
        w.range(counts.killed());
        w.range(counts.injured());
        w.range(counts.undetermined());
    }

    private static CountsAssessed.Counts counts(ColumnReader r) {
        return new CountsAssessed.Counts(r.range(), r.range(), r.range());
    }

    private static void recorded(ColumnWriter w, Recorded recorded) {
        StatementRecorded.Said said = recorded.said();
        w.text(recorded.on().toString());
        w.number(recorded.position());
        w.text(recorded.by().value());
        w.text(recorded.statement().toString());
        w.text(said.actor());
        w.code(said.stance());
        w.number(said.on().toEpochDay());
        w.range(said.killed());
        w.range(said.injured());
        w.list(said.source().stream().toList(), source -> source(w, source));
    }

    private static Recorded recorded(ColumnReader r) {
        IncidentId on = IncidentId.parse(r.text());
        long position = r.number();
        OrganisationId by = new OrganisationId(r.text());
        UUID statement = r.uuid();
        return new Recorded(
                on,
                position,
                by,
                statement,
                new StatementRecorded.Said(
                        r.text(),
                        r.code(Stance.values()),
                        r.day(),
                        r.range(),
                        r.range(),
                        r.list(() -> source(r)).stream().findFirst()));
    }

    private static void source(ColumnWriter w, Source source) {
        w.text(source.publisher());
        w.list(source.date().stream().toList(), date -> w.number(date.toEpochDay()));
        w.bound(source.derivedFrom());
        w.list(source.sd(), w::text);
    }

    private static Source source(ColumnReader r) {
        return new Source(
                r.text(), r.list(r::day).stream().findFirst(), r.bound(), r.list(r::text));
    }
}
