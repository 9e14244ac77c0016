package org.casualtyledger.api.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.casualtyledger.api.commands.JsonBody;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered.Membership;
import org.casualtyledger.events.MembershipKind;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Texts;
import tools.jackson.databind.JsonNode;

/** Request bodies of the registries, read strictly: every fault is named with its JSON pointer. */
final class RegistryRequests {
    private RegistryRequests() {}

    static RegistryCommand.RegisterActor actor(byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("id");
        f.require("name");
        Optional<ActorId> id = actorId(f, "id");
        Optional<String> name = f.name("name", Limits.NAME);
        List<String> aliases = aliases(f, name);
        List<Membership> memberships = new ArrayList<>();
        for (Fields.Item item : f.list("memberships", Limits.MEMBERSHIPS)) {
            membership(item.fields(faults)).ifPresent(memberships::add);
        }
        f.refuseUnknown();
        if (!faults.isEmpty() || id.isEmpty() || name.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new RegistryCommand.RegisterActor(id.get(), name.get(), aliases, memberships);
    }

    private static List<String> aliases(Fields f, Optional<String> name) {
        List<String> aliases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        name.ifPresent(seen::add);
        for (Fields.Item item : f.list("aliases", Limits.ACTOR_ALIASES)) {
            Optional<String> alias =
                    Texts.name(item.value(), item::pointer, Limits.NAME, f.faults());
            if (alias.isPresent() && !seen.add(alias.get())) {
                f.faults().add(item.pointer(), "repeated", "this name stands here twice");
            }
            alias.ifPresent(aliases::add);
        }
        return aliases;
    }

    private static Optional<Membership> membership(Fields f) {
        f.require("of");
        f.require("kind");
        Optional<ActorId> of = actorId(f, "of");
        Optional<MembershipKind> kind = f.code("kind", MembershipKind.values());
        var from = f.date("from");
        var to = f.date("to");
        f.refuseUnknown();
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            f.faults().add(f.pointerTo("to"), "before-from", "must not be before \"from\"");
        }
        return of.isPresent() && kind.isPresent()
                ? Optional.of(new Membership(of.get(), kind.get(), from, to))
                : Optional.empty();
    }

    private static Optional<ActorId> actorId(Fields f, String name) {
        Optional<String> id = f.name(name, 40);
        if (id.isPresent() && !OrganisationId.isValid(id.get())) {
            f.faults()
                    .add(
                            f.pointerTo(name),
                            "not-valid",
                            "must be 2 to 40 of a-z, 0-9 and -, starting with a letter");
            return Optional.empty();
        }
        return id.map(ActorId::new);
    }

    static RegistryCommand.PublishMethodology methodology(byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("document");
        Optional<RegistryCommand.PublishMethodology> command =
                f.object("document").flatMap(d -> document(f.raw("document").orElseThrow(), d));
        f.refuseUnknown();
        if (!faults.isEmpty() || command.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return command.get();
    }

    private static Optional<RegistryCommand.PublishMethodology> document(
            JsonNode document, Fields f) {
        return MethodologyVocabulary.check(f)
                .flatMap(
                        named ->
                                Canonical.of(document, f)
                                        .map(
                                                canonical ->
                                                        new RegistryCommand.PublishMethodology(
                                                                named.name(),
                                                                named.version(),
                                                                canonical.text(),
                                                                canonical.sha256())));
    }

    static RegistryCommand.SetDefaultMethodology choice(byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("name");
        f.require("version");
        Optional<String> name = MethodologyVocabulary.name(f, "name");
        OptionalInt version = f.integer("version", 1, MethodologyVocabulary.LAST_VERSION);
        f.refuseUnknown();
        if (!faults.isEmpty() || name.isEmpty() || version.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new RegistryCommand.SetDefaultMethodology(name.get(), version.getAsInt());
    }
}
