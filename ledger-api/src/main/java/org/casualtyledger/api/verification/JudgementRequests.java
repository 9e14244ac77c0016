package org.casualtyledger.api.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.api.commands.IncidentRequests.Read;
import org.casualtyledger.api.commands.IncidentRequests.Request;
import org.casualtyledger.api.commands.SecondReader;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.json.Fields;

/** Request bodies of judgements, read strictly: every fault is named with its JSON pointer. */
final class JudgementRequests {
    private final SecondReader secondReader;

    JudgementRequests(SecondReader secondReader) {
        this.secondReader = secondReader;
    }

    Read grade(Request request, Fields f) {
        request.requireOrNull("grade");
        Optional<Grade> grade = f.code("grade", Grade.values());
        if (grade.equals(Optional.of(Grade.UNGRADED))) {
            f.faults()
                    .add(
                            f.pointerTo("grade"),
                            "ungraded",
                            "is what an incident is that nobody graded; null takes a grade back");
        }
        Optional<String> methodology = f.name("methodology", Limits.NAME);
        SecondReader.Review review = secondReader.read(f);
        f.require("reason");
        List<StoredText> texts = request.reason();
        request.done();
        return new Read(
                new JudgementCommand.GradeIncident(
                        request.incident(),
                        request.origin(),
                        grade,
                        methodology,
                        review.pending(),
                        texts),
                review.flags());
    }

    Read counts(Request request, Fields f) {
        request.requireOrNull("counts");
        ClaimReader parts = ClaimReader.requestParts(f.faults(), request.today());
        Optional<CountsAssessed.Counts> counts =
                f.object("counts").map(object -> counts(object, parts));
        SecondReader.Review review = secondReader.read(f);
        f.require("reason");
        List<StoredText> texts = request.reason();
        request.done();
        return new Read(
                new JudgementCommand.AssessCounts(
                        request.incident(), request.origin(), counts, review.pending(), texts),
                both(parts.flags(), review.flags()));
    }

    private static CountsAssessed.Counts counts(Fields f, ClaimReader parts) {
        int before = f.faults().list().size();
        Range killed = parts.range(f, "killed");
        Range injured = parts.range(f, "injured");
        Range undetermined = parts.range(f, "undetermined");
        f.refuseUnknown();
        if (!killed.isStated()
                && !injured.isStated()
                && !undetermined.isStated()
                && f.faults().list().size() == before) {
            f.faults()
                    .add(
                            f.pointer(),
                            "empty",
                            "must state at least one bound; null takes the counts back");
        }
        return new CountsAssessed.Counts(killed, injured, undetermined);
    }

    Read approval(Request request, Fields f) {
        OptionalLong judgement = request.position("judgement");
        List<StoredText> texts = request.reason();
        request.done();
        return Read.of(
                new JudgementCommand.ApproveJudgement(
                        request.incident(), request.origin(), judgement.orElseThrow(), texts));
    }

    private static List<Flag> both(List<Flag> some, List<Flag> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}
