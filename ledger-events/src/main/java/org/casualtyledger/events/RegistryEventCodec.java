package org.casualtyledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.json.Texts;
import org.casualtyledger.events.signature.Ed25519Key;
import org.casualtyledger.events.signature.Ed25519Signature;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.KeyId;
import org.casualtyledger.events.signature.SignatureJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of the registries: what {@link EventCodec} leaves to it. */
final class RegistryEventCodec {
    private static final String ORGANISATION = "organisation-registered";
    private static final String ACTOR = "actor-registered";
    private static final String METHODOLOGY = "methodology-published";
    private static final String DEFAULT = "default-methodology-set";
    private static final String KEY_ADDED = "key-added";
    static final String KEY_REVOKED = "key-revoked";
    static final Set<String> TYPES =
            Set.of(ORGANISATION, ACTOR, METHODOLOGY, DEFAULT, KEY_ADDED, KEY_REVOKED);

    private RegistryEventCodec() {}

    static boolean knows(String type) {
        return TYPES.contains(type);
    }

    static String type(RegistryEvent event) {
        return switch (event) {
            case OrganisationRegistered _ -> ORGANISATION;
            case ActorRegistered _ -> ACTOR;
            case MethodologyPublished _ -> METHODOLOGY;
            case DefaultMethodologySet _ -> DEFAULT;
            case KeyAdded _ -> KEY_ADDED;
            case KeyRevoked _ -> KEY_REVOKED;
        };
    }

    static ObjectNode data(RegistryEvent event) {
        ObjectNode out = Json.object();
        switch (event) {
            case OrganisationRegistered e ->
                    out.put("organisation", e.organisation().value()).put("name", e.name());
            case ActorRegistered e -> actor(out, e);
            case MethodologyPublished e ->
                    out.put("name", e.name())
                            .put("version", e.version())
                            .put("hash", e.hash())
                            .set("document", document(e.document()));
            case DefaultMethodologySet e ->
                    out.put("name", e.name()).put("version", e.version()).put("hash", e.hash());
            case KeyAdded e -> key(out, e);
            case KeyRevoked e ->
                    out.put("organisation", e.organisation().value())
                            .put("keyId", e.keyId().value())
                            .put("reason", e.reason().code());
        }
        return out;
    }

    private static void actor(ObjectNode out, ActorRegistered e) {
        out.put("actor", e.actor().value()).put("name", e.name());
        if (!e.aliases().isEmpty()) {
            ArrayNode aliases = out.putArray("aliases");
            e.aliases().forEach(aliases::add);
        }
        if (!e.memberships().isEmpty()) {
            ArrayNode memberships = out.putArray("memberships");
            for (ActorRegistered.Membership membership : e.memberships()) {
                ObjectNode written = memberships.addObject();
                written.put("of", membership.of().value());
                written.put("kind", membership.kind().code());
                membership.from().ifPresent(day -> written.put("from", day.toString()));
                membership.to().ifPresent(day -> written.put("to", day.toString()));
            }
        }
    }

    private static void key(ObjectNode out, KeyAdded e) {
        out.put("organisation", e.organisation().value());
        out.put("keyId", e.keyId().value());
        out.put("key", e.key().text());
        out.put("possession", e.possession().text());
        e.endorsement().ifPresent(by -> SignatureJson.write(out, "endorsement", by));
    }

    private static JsonNode document(String canonical) {
        try {
            return Json.parseCanonical(canonical.getBytes(UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException("a methodology's document is JSON", e);
        }
    }

    static Optional<LedgerEvent> read(String type, Fields f) {
        return switch (type) {
            case ORGANISATION -> readOrganisation(f);
            case ACTOR -> readActor(f);
            case METHODOLOGY -> readMethodology(f);
            case DEFAULT -> readDefault(f);
            case KEY_ADDED -> readKey(f);
            case KEY_REVOKED -> readRevocation(f);
            default -> throw new IllegalStateException("no event of a registry: " + type);
        };
    }

    private static Optional<LedgerEvent> readOrganisation(Fields f) {
        f.require("organisation");
        f.require("name");
        Optional<OrganisationId> organisation = EventCodec.organisation(f, "organisation");
        Optional<String> name = f.name("name", Limits.NAME);
        return organisation.isPresent() && name.isPresent()
                ? Optional.of(new OrganisationRegistered(organisation.get(), name.get()))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readActor(Fields f) {
        f.require("actor");
        f.require("name");
        Optional<ActorId> actor = actor(f, "actor");
        Optional<String> name = f.name("name", Limits.NAME);
        List<String> aliases = new ArrayList<>();
        for (Fields.Item item : f.list("aliases", Limits.ACTOR_ALIASES)) {
            Texts.name(item.value(), item::pointer, Limits.NAME, f.faults())
                    .ifPresent(aliases::add);
        }
        List<ActorRegistered.Membership> memberships = new ArrayList<>();
        for (Fields.Item item : f.list("memberships", Limits.MEMBERSHIPS)) {
            membership(item.fields(f.faults())).ifPresent(memberships::add);
        }
        return actor.isPresent() && name.isPresent()
                ? Optional.of(new ActorRegistered(actor.get(), name.get(), aliases, memberships))
                : Optional.empty();
    }

    private static Optional<ActorRegistered.Membership> membership(Fields f) {
        f.require("of");
        f.require("kind");
        Optional<ActorId> of = actor(f, "of");
        Optional<MembershipKind> kind = f.code("kind", MembershipKind.values());
        Optional<LocalDate> from = f.date("from");
        Optional<LocalDate> to = f.date("to");
        return of.isPresent() && kind.isPresent()
                ? Optional.of(new ActorRegistered.Membership(of.get(), kind.get(), from, to))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readMethodology(Fields f) {
        for (String name : List.of("name", "version", "document", "hash")) {
            f.require(name);
        }
        Optional<String> name = f.name("name", Limits.CODE);
        OptionalInt version = f.integer("version", 1, 1_000_000);
        Optional<JsonNode> document = f.raw("document").filter(JsonNode::isObject);
        Optional<String> hash = ResolutionEventCodec.sha256(f, "hash");
        return name.isPresent() && version.isPresent() && document.isPresent() && hash.isPresent()
                ? Optional.of(
                        new MethodologyPublished(
                                name.get(),
                                version.getAsInt(),
                                CanonicalJson.text(document.get()),
                                hash.get()))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readDefault(Fields f) {
        for (String name : List.of("name", "version", "hash")) {
            f.require(name);
        }
        Optional<String> name = f.name("name", Limits.CODE);
        OptionalInt version = f.integer("version", 1, 1_000_000);
        Optional<String> hash = ResolutionEventCodec.sha256(f, "hash");
        return name.isPresent() && version.isPresent() && hash.isPresent()
                ? Optional.of(new DefaultMethodologySet(name.get(), version.getAsInt(), hash.get()))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readKey(Fields f) {
        for (String name : List.of("organisation", "keyId", "key", "possession")) {
            f.require(name);
        }
        Optional<OrganisationId> organisation = EventCodec.organisation(f, "organisation");
        Optional<KeyId> keyId = SignatureJson.keyId(f, "keyId");
        Optional<Ed25519Key> key = SignatureJson.key(f, "key");
        Optional<Ed25519Signature> possession = SignatureJson.value(f, "possession");
        Optional<EventSignature> endorsement = SignatureJson.read(f, "endorsement");
        return organisation.isPresent()
                        && keyId.isPresent()
                        && key.isPresent()
                        && possession.isPresent()
                ? Optional.of(
                        new KeyAdded(
                                organisation.get(),
                                keyId.get(),
                                key.get(),
                                possession.get(),
                                endorsement))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readRevocation(Fields f) {
        for (String name : List.of("organisation", "keyId", "reason")) {
            f.require(name);
        }
        Optional<OrganisationId> organisation = EventCodec.organisation(f, "organisation");
        Optional<KeyId> keyId = SignatureJson.keyId(f, "keyId");
        Optional<RevocationReason> reason = f.code("reason", RevocationReason.values());
        return organisation.isPresent() && keyId.isPresent() && reason.isPresent()
                ? Optional.of(new KeyRevoked(organisation.get(), keyId.get(), reason.get()))
                : Optional.empty();
    }

    static Optional<ActorId> actor(Fields f, String name) {
        return f.name(name, 40)
                .flatMap(text -> EventCodec.parsed(f, name, () -> new ActorId(text)));
    }
}
