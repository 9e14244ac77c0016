package org.casualtyledger.api.resolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.casualtyledger.api.commands.JsonBody;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.json.Texts;
import tools.jackson.databind.JsonNode;

/** Request bodies of resolution, read strictly: every fault is named with its JSON pointer. */
final class ResolutionRequests {
    /** Ids of a gazetteer: what every reader of JSON can hold exactly. */
    private static final long LAST_ID = 1L << 53;

    private ResolutionRequests() {}

    static ResolutionCommand.AdoptGazetteer adoption(byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(body.length == 0 ? Json.object() : JsonBody.parse(body), "", faults);
        Optional<String> sha256 = f.name("sha256", 64);
        f.refuseUnknown();
        if (sha256.isPresent() && !sha256.get().equals(Resolutions.bundled().sha256())) {
            faults.add("/sha256", "unknown", "this ledger comes with another gazetteer");
        }
        end(faults);
        return new ResolutionCommand.AdoptGazetteer();
    }

    static ResolutionCommand.ResolvePlace place(byte[] body, RandomGenerator random) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("stated");
        f.require("reason");
        requireOrNull(f, "place");
        Optional<StatedName> stated = f.object("stated").flatMap(ResolutionRequests::stated);
        Optional<JsonNode> id = f.raw("place");
        OptionalLong place =
                id.isPresent()
                        ? Fields.integer(id.get(), () -> "/place", 0, LAST_ID, faults)
                        : OptionalLong.empty();
        Optional<String> reason = f.text("reason", Limits.NARRATIVE);
        f.refuseUnknown();
        end(faults);
        return new ResolutionCommand.ResolvePlace(
                stated.orElseThrow(), place, StoredText.sealed("reason", reason, random));
    }

    private static Optional<StatedName> stated(Fields f) {
        f.require("name");
        Optional<String> country = f.name("country", Limits.NAME);
        List<String> admin = new ArrayList<>();
        for (Fields.Item item : f.list("admin", Limits.ADMIN_LEVELS)) {
            Texts.name(item.value(), item::pointer, Limits.NAME, f.faults()).ifPresent(admin::add);
        }
        Optional<String> name = f.name("name", Limits.NAME);
        f.refuseUnknown();
        return name.map(n -> new StatedName(country, admin, n));
    }

    static ResolutionCommand.ResolveActor actor(byte[] body, RandomGenerator random) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("stated");
        f.require("reason");
        requireOrNull(f, "actor");
        Optional<String> stated = f.name("stated", Limits.NAME);
        Optional<String> actor = f.name("actor", 40);
        Optional<String> reason = f.text("reason", Limits.NARRATIVE);
        f.refuseUnknown();
        if (actor.isPresent() && !OrganisationId.isValid(actor.get())) {
            faults.add(
                    "/actor",
                    "not-valid",
                    "must be 2 to 40 of a-z, 0-9 and -, starting with a letter");
        }
        end(faults);
        return new ResolutionCommand.ResolveActor(
                stated.orElseThrow(),
                actor.map(ActorId::new),
                StoredText.sealed("reason", reason, random));
    }

    static ResolutionRun.Options run(byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(body.length == 0 ? Json.object() : JsonBody.parse(body), "", faults);
        Optional<String> theatre = f.name("theatre", 40);
        Optional<JsonNode> dryRun = f.raw("dryRun");
        f.refuseUnknown();
        if (theatre.isPresent()
                && !(TheatreId.isValid(theatre.get())
                        && Theatres.isKnown(new TheatreId(theatre.get())))) {
            faults.add("/theatre", "unknown-theatre", "must be the id of a theatre, as \"SYR\"");
        }
        if (dryRun.isPresent() && !dryRun.get().isBoolean()) {
            faults.add("/dryRun", "wrong-type", "must be true or false");
        }
        end(faults);
        return new ResolutionRun.Options(
                theatre.map(TheatreId::new), dryRun.map(JsonNode::booleanValue).orElse(false));
    }

    /** Null is a word of its own here: none that is known. Leaving it out is a slip. */
    private static void requireOrNull(Fields f, String name) {
        if (!f.names().contains(name)) {
            f.faults()
                    .add(f.pointerTo(name), "missing", "is required; null says none that is known");
        }
    }

    private static void end(Faults faults) {
        if (!faults.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
    }
}
