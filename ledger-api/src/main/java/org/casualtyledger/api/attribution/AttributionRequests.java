package org.casualtyledger.api.attribution;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.api.commands.IncidentRequests.Read;
import org.casualtyledger.api.commands.IncidentRequests.Request;
import org.casualtyledger.api.commands.SecondReader;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Disclosure;
import org.casualtyledger.events.claim.FreeText;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.json.Fields;
import tools.jackson.databind.JsonNode;

/** Request bodies of attribution, read strictly: every fault is named with its JSON pointer. */
final class AttributionRequests {
    private final SecondReader secondReader;

    AttributionRequests(SecondReader secondReader) {
        this.secondReader = secondReader;
    }

    Read responsibility(Request request, Fields f) {
        request.requireOrNull("actors");
        ClaimReader parts = ClaimReader.requestParts(f.faults(), request.today());
        List<StatedActor> actors = new ArrayList<>();
        for (Fields.Item item : f.list("actors", Limits.ACTORS)) {
            parts.actor(item.fields(f.faults())).ifPresent(actors::add);
        }
        SecondReader.Review review = secondReader.read(f);
        f.require("reason");
        List<StoredText> texts = request.reason();
        request.done();
        return new Read(
                new AttributionCommand.AssessResponsibility(
                        request.incident(),
                        request.origin(),
                        request.takesBack("actors") ? Optional.empty() : Optional.of(actors),
                        review.pending(),
                        texts),
                review.flags());
    }

    Read statement(Request request, Fields f) {
        Optional<UUID> statement = f.uuid("statement");
        return isRetraction(f) ? retraction(request, f, statement) : record(request, f, statement);
    }

    private static boolean isRetraction(Fields f) {
        Optional<JsonNode> retract = f.raw("retract");
        if (retract.isPresent() && !retract.get().isBoolean()) {
            f.faults().add(f.pointerTo("retract"), "wrong-type", "must be true or false");
        }
        return retract.map(value -> value.asBoolean(false)).orElse(false);
    }

    private static Read retraction(Request request, Fields f, Optional<UUID> statement) {
        f.require("statement");
        f.require("reason");
        List<StoredText> texts = request.reason();
        request.done();
        return Read.of(
                new AttributionCommand.RetractStatement(
                        request.incident(), request.origin(), statement.orElseThrow(), texts));
    }

    private static Read record(Request request, Fields f, Optional<UUID> statement) {
        f.require("actor");
        f.require("stance");
        f.require("on");
        ClaimReader parts = ClaimReader.requestParts(f.faults(), request.today());
        Optional<String> actor = f.name("actor", Limits.NAME);
        Optional<Stance> stance = f.code("stance", Stance.values());
        Optional<LocalDate> on = parts.date(f, "on");
        Range killed = conceded(parts, f, "killed", stance);
        Range injured = conceded(parts, f, "injured", stance);
        Optional<Source> source = f.object("source").flatMap(s -> parts.source(s, 0, 1));
        List<StoredText> reason = request.reason();
        request.done();
        List<StoredText> ofSource = sealed(parts.texts(), request);
        StatementRecorded.Said said =
                new StatementRecorded.Said(
                        actor.orElseThrow(),
                        stance.orElseThrow(),
                        on.orElseThrow(),
                        killed,
                        injured,
                        source.map(s -> withDigests(s, ofSource)));
        return new Read(
                new AttributionCommand.RecordStatement(
                        request.incident(),
                        request.origin(),
                        statement.orElse(request.origin().event()),
                        said,
                        reason,
                        ofSource),
                parts.flags());
    }

    /** Only who admits concedes anything: a denial never lowers a minimum, nor sets one. */
    private static Range conceded(
            ClaimReader parts, Fields f, String name, Optional<Stance> stance) {
        Range range = parts.range(f, name);
        if (f.has(name) && stance.isPresent() && stance.get() != Stance.ADMITS) {
            f.faults()
                    .add(
                            f.pointerTo(name),
                            "not-admitted",
                            "only a statement that admits concedes a number");
        }
        return range;
    }

    private static List<StoredText> sealed(List<FreeText> texts, Request request) {
        return texts.stream()
                .map(text -> Disclosure.of(text.name(), text.value(), request.random()))
                .map(StoredText::of)
                .toList();
    }

    private static Source withDigests(Source source, List<StoredText> texts) {
        return new Source(
                source.publisher(), source.date(), source.derivedFrom(), StoredText.digests(texts));
    }
}
