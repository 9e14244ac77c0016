package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.StatedActor;

/**
 * What was said of an incident by others than its submitters. Empty for most.
 *
 * @param theatre where it lies, once it was rehomed or took reports that were recorded elsewhere;
 *     empty where its reports say it
 * @param mergedInto the incident that holds its reports now
 * @param duplicateOf the incident that counts in its place
 * @param absorbed which incidents were merged into this one, or before that into one of those, so
 *     that a split gives back what was said of them
 * @param judgements by (incident, organisation, kind) the latest that counts and the latest that
 *     waits for a second reader, in the order of their positions
 * @param statements of belligerents, those taken back not among them, in the order of their
 *     positions
 */
public record Dossier(
        Optional<TheatreId> theatre,
        Optional<IncidentId> mergedInto,
        Optional<IncidentId> duplicateOf,
        List<Absorbed> absorbed,
        List<Judged> judgements,
        List<Recorded> statements) {
    public static final Dossier EMPTY =
            new Dossier(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());

    public Dossier {
        absorbed = List.copyOf(absorbed);
        judgements = List.copyOf(judgements);
        statements = List.copyOf(statements);
    }

    /** An incident that was merged into another. */
    public record Absorbed(IncidentId incident, IncidentId into) {}

    /**
     * One organisation's judgement.
     *
     * @param on the incident of which it was made, which may have been merged since
     * @param position of the judgement's event, also once it is approved
     * @param pending whether it waits for a second reader
     */
    public record Judged(
            IncidentId on,
            long position,
            OrganisationId by,
            Optional<PersonId> person,
            boolean pending,
            Verdict verdict) {
        boolean replaces(Judged other) {
            return on.equals(other.on)
                    && by.equals(other.by)
                    && verdict.getClass() == other.verdict.getClass()
                    && (other.pending || !pending);
        }
    }

    /** What was judged; without a value, that earlier judgements are taken back. */
    public sealed interface Verdict {
        record Graded(Optional<Grade> grade, Optional<String> methodology) implements Verdict {}

        record Counted(Optional<CountsAssessed.Counts> counts) implements Verdict {}

        record Responsible(Optional<List<StatedActor>> actors) implements Verdict {}
    }

    /** A belligerent's statement and who recorded it. */
    public record Recorded(
            IncidentId on,
            long position,
            OrganisationId by,
            UUID statement,
            StatementRecorded.Said said) {}

    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /** The judgements of one kind that count, the latest of each organisation. */
    <V extends Verdict> List<V> counting(Class<V> kind, Predicate<OrganisationId> trusted) {
        List<V> found = new ArrayList<>();
        for (Judged judged : judgements) {
            if (!judged.pending()
                    && kind.isInstance(judged.verdict())
                    && trusted.test(judged.by())
                    && isLatest(judged)) {
                found.add(kind.cast(judged.verdict()));
            }
        }
        return found;
    }

    /** Of one organisation's judgements on incidents that were merged since, the latest holds. */
    private boolean isLatest(Judged judged) {
        for (Judged other : judgements) {
            if (!other.pending()
                    && other.by().equals(judged.by())
                    && other.verdict().getClass() == judged.verdict().getClass()
                    && other.position() > judged.position()) {
                return false;
            }
        }
        return true;
    }

    Dossier settled(TheatreId in) {
        return new Dossier(
                Optional.of(in), mergedInto, duplicateOf, absorbed, judgements, statements);
    }

    Dossier duplicateOf(Optional<IncidentId> survivor) {
        return new Dossier(theatre, mergedInto, survivor, absorbed, judgements, statements);
    }

    /** The dossier of an incident whose reports and judgements went to another one. */
    Dossier dissolved(IncidentId into) {
        return new Dossier(
                theatre, Optional.of(into), duplicateOf, List.of(), List.of(), List.of());
    }

    /** The dossier of an incident that has its reports again. */
    Dossier revived() {
        return new Dossier(
                theatre, Optional.empty(), duplicateOf, absorbed, judgements, statements);
    }

    /** Together with what was said of an incident that is merged into this one. */
    Dossier absorbing(IncidentId merged, IncidentId into, Dossier other) {
        List<Absorbed> edges = new ArrayList<>(absorbed);
        edges.addAll(other.absorbed);
        edges.add(new Absorbed(merged, into));
        return with(edges, other);
    }

    /** Together with what was given back to it. */
    Dossier with(Dossier other) {
        List<Absorbed> edges = new ArrayList<>(absorbed);
        edges.addAll(other.absorbed);
        return with(edges, other);
    }

    private Dossier with(List<Absorbed> edges, Dossier other) {
        List<Judged> allJudged = new ArrayList<>(judgements);
        allJudged.addAll(other.judgements);
        List<Recorded> allRecorded = new ArrayList<>(statements);
        allRecorded.addAll(other.statements);
        return new Dossier(theatre, mergedInto, duplicateOf, edges, allJudged, allRecorded)
                .sorted();
    }

    /** What was said of an incident that was merged into this one, and of those merged into it. */
    Dossier of(IncidentId merged) {
        Set<IncidentId> part = partOf(merged);
        return filtered(part::contains, edge -> part.contains(edge.into()));
    }

    Dossier without(IncidentId merged) {
        Set<IncidentId> part = partOf(merged);
        return filtered(
                on -> !part.contains(on),
                edge -> !part.contains(edge.into()) && !edge.incident().equals(merged));
    }

    private Set<IncidentId> partOf(IncidentId merged) {
        Set<IncidentId> part = new HashSet<>(Set.of(merged));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Absorbed edge : absorbed) {
                grew |= part.contains(edge.into()) && part.add(edge.incident());
            }
        }
        return part;
    }

    private Dossier filtered(Predicate<IncidentId> on, Predicate<Absorbed> edges) {
        return new Dossier(
                theatre,
                mergedInto,
                duplicateOf,
                absorbed.stream().filter(edges).toList(),
                judgements.stream().filter(j -> on.test(j.on())).toList(),
                statements.stream().filter(s -> on.test(s.on())).toList());
    }

    Dossier judged(Judged judged) {
        List<Judged> next = new ArrayList<>(judgements.size() + 1);
        for (Judged other : judgements) {
            if (!judged.replaces(other)) {
                next.add(other);
            }
        }
        next.add(judged);
        return new Dossier(theatre, mergedInto, duplicateOf, absorbed, next, statements).sorted();
    }

    /** A pending judgement counts from now on; nothing changes where none stands there. */
    Dossier approved(long position) {
        for (Judged judged : judgements) {
            if (judged.pending() && judged.position() == position) {
                return judged(
                        new Judged(
                                judged.on(),
                                judged.position(),
                                judged.by(),
                                judged.person(),
                                false,
                                judged.verdict()));
            }
        }
        return this;
    }

    /** A statement recorded anew, replaced or taken back, by the organisation that recorded it. */
    Dossier stated(IncidentId on, long position, OrganisationId by, StatementRecorded event) {
        List<Recorded> next = new ArrayList<>(statements.size() + 1);
        for (Recorded other : statements) {
            if (!other.statement().equals(event.statement()) || !other.by().equals(by)) {
                next.add(other);
            }
        }
        event.said()
                .ifPresent(
                        said -> next.add(new Recorded(on, position, by, event.statement(), said)));
        return new Dossier(theatre, mergedInto, duplicateOf, absorbed, judgements, next).sorted();
    }

    private Dossier sorted() {
        return new Dossier(
                theatre,
                mergedInto,
                duplicateOf,
                absorbed,
                judgements.stream().sorted(Comparator.comparingLong(Judged::position)).toList(),
                statements.stream().sorted(Comparator.comparingLong(Recorded::position)).toList());
    }

    static Verdict verdict(org.casualtyledger.events.Judgement event) {
        return switch (event) {
            case IncidentGraded e -> new Verdict.Graded(e.grade(), e.methodology());
            case CountsAssessed e -> new Verdict.Counted(e.counts());
            case ResponsibilityAssessed e -> new Verdict.Responsible(e.actors());
        };
    }
}
