package org.casualtyledger.projections.replays;

import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Replays as they are answered. */
final class ReplayJson {
    private ReplayJson() {}

    /**
     * @param head events that the log has
     */
    static ObjectNode replay(Replay replay, long head, Replay.Pace pace) {
        ObjectNode json = Json.object();
        Replay.Status status = replay.status(head);
        json.put("id", replay.id());
        json.put("status", status.code());
        if (replay.question().to().isPresent()) {
            json.put("to", replay.question().to().getAsLong());
        } else {
            json.putNull("to");
        }
        json.put("methodology", replay.question().methodology());
        json.put("methodologyHash", replay.question().hash());
        json.put("chunk", replay.question().chunk());
        json.put("begunBy", replay.begunBy());
        json.put("begunAt", EventCodec.instant(replay.begunAt()));
        json.put("position", replay.position());
        json.put("target", replay.target(head));
        progress(json, replay, status, head, pace);
        ObjectNode tree = json.putObject("tree");
        tree.put("size", replay.frontier().size());
        tree.put("root", base64(replay.frontier().root()));
        tree.put("agreedSize", replay.agreed());
        replay.failed()
                .ifPresent(
                        failure ->
                                json.putObject("failed")
                                        .put("position", failure.position())
                                        .put("reason", failure.reason()));
        replay.ended().ifPresent(ended -> ended(json, ended));
        return json;
    }

    private static void progress(
            ObjectNode json, Replay replay, Replay.Status status, long head, Replay.Pace pace) {
        pace.perSecond().ifPresent(rate -> json.put("eventsPerSecond", Math.round(rate)));
        OptionalLong left =
                status == Replay.Status.RUNNING
                        ? pace.secondsFor(replay.target(head) - replay.position() - 1)
                        : OptionalLong.empty();
        left.ifPresent(seconds -> json.put("secondsLeft", seconds));
    }

    private static void ended(ObjectNode json, Replay.Ended ended) {
        Optional<Replay.Published> published = ended.published();
        ObjectNode end = json.putObject(published.isPresent() ? "published" : "discarded");
        end.put("by", ended.by());
        end.put("at", EventCodec.instant(ended.at()));
        published.ifPresent(
                p -> {
                    end.put("size", p.size());
                    end.put("root", base64(p.root()));
                    end.put("differed", p.differed());
                });
    }

    static ObjectNode comparison(Comparison comparison) {
        ObjectNode json = Json.object();
        json.put("position", comparison.position());
        json.put("agrees", comparison.agrees());
        json.put("differingCells", comparison.cells());
        json.set("live", digests(comparison.live()));
        json.set("replay", digests(comparison.replay()));
        return json;
    }

    private static ObjectNode digests(Comparison.Digests digests) {
        return Json.object()
                .put("tallyDigest", digests.tally())
                .put("postingsDigest", digests.postings());
    }

    static ObjectNode difference(Comparison.Difference difference) {
        ObjectNode json = Json.object();
        json.set("cell", cell(difference.cell()));
        json.set("live", difference.live().json());
        json.set("replay", difference.replay().json());
        return json;
    }

    /** A cell's name is canonical JSON itself. */
    private static tools.jackson.databind.JsonNode cell(String name) {
        try {
            return Json.parseCanonical(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalStateException("a cell's name is no JSON: " + name, e);
        }
    }

    private static String base64(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }
}
