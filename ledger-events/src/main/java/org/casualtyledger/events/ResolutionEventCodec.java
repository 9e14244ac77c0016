package org.casualtyledger.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.Digests;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.json.Texts;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of resolution: what {@link EventCodec} leaves to it. */
final class ResolutionEventCodec {
    private static final String ADOPTED = "gazetteer-adopted";
    private static final String PLACE = "place-resolved";
    private static final String ACTOR = "actor-resolved";
    static final Set<String> TYPES = Set.of(ADOPTED, PLACE, ACTOR);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Half of the earth's circumference, in metres. */
    private static final int FARTHEST = 20_100_000;

    private ResolutionEventCodec() {}

    static boolean knows(String type) {
        return TYPES.contains(type);
    }

    static String type(ResolutionEvent event) {
        return switch (event) {
            case GazetteerAdopted _ -> ADOPTED;
            case PlaceResolved _ -> PLACE;
            case ActorResolved _ -> ACTOR;
        };
    }

    static ObjectNode data(ResolutionEvent event) {
        ObjectNode out = Json.object();
        switch (event) {
            case GazetteerAdopted e ->
                    out.put("sha256", e.sha256()).put("title", e.title()).put("places", e.places());
            case PlaceResolved e -> place(out, e);
            case ActorResolved e -> {
                out.put("stated", e.stated());
                e.actor().ifPresent(actor -> out.put("actor", actor.value()));
                out.put("method", e.method().code());
                ClaimJson.digests(out, e.sd());
            }
        }
        return out;
    }

    private static void place(ObjectNode out, PlaceResolved e) {
        ObjectNode stated = out.putObject("stated");
        e.stated().country().ifPresent(country -> stated.put("country", country));
        if (!e.stated().admin().isEmpty()) {
            ArrayNode admin = stated.putArray("admin");
            e.stated().admin().forEach(admin::add);
        }
        stated.put("name", e.stated().name());
        e.resolved().ifPresent(place -> out.set("resolved", resolved(place)));
        e.gazetteer().ifPresent(sha256 -> out.put("gazetteer", sha256));
        out.put("method", e.method().code());
        if (e.distanceMetres().isPresent()) {
            out.put("distanceMetres", e.distanceMetres().getAsInt());
        }
        ClaimJson.digests(out, e.sd());
    }

    private static ObjectNode resolved(PlaceResolved.ResolvedPlace place) {
        ObjectNode out = Json.object();
        out.put("place", place.place()).put("name", place.name());
        out.put("city", place.city()).put("cityName", place.cityName());
        place.district().ifPresent(name -> out.put("district", name));
        place.province().ifPresent(name -> out.put("province", name));
        out.put("country", place.country());
        return out;
    }

    static Optional<LedgerEvent> read(String type, Fields f) {
        return switch (type) {
            case ADOPTED -> readAdopted(f);
            case PLACE -> readPlace(f);
            case ACTOR -> readActor(f);
            default -> throw new IllegalStateException("no event of resolution: " + type);
        };
    }

    private static Optional<LedgerEvent> readAdopted(Fields f) {
        f.require("sha256");
        f.require("title");
        f.require("places");
        Optional<String> sha256 = sha256(f, "sha256");
        Optional<String> title = f.name("title", Limits.NAME);
        OptionalInt places = f.integer("places", 0, Integer.MAX_VALUE);
        return sha256.isPresent() && title.isPresent() && places.isPresent()
                ? Optional.of(new GazetteerAdopted(sha256.get(), title.get(), places.getAsInt()))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readPlace(Fields f) {
        f.require("stated");
        f.require("method");
        Optional<StatedName> stated = f.object("stated").flatMap(ResolutionEventCodec::stated);
        Optional<Optional<PlaceResolved.ResolvedPlace>> resolved =
                f.has("resolved")
                        ? f.object("resolved")
                                .flatMap(ResolutionEventCodec::readResolved)
                                .map(Optional::of)
                        : Optional.of(Optional.empty());
        Optional<String> gazetteer = sha256(f, "gazetteer");
        Optional<ResolutionMethod> method = f.code("method", ResolutionMethod.values());
        OptionalInt distance = f.integer("distanceMetres", 0, FARTHEST);
        List<String> sd = Digests.read(f);
        return stated.isPresent() && resolved.isPresent() && method.isPresent()
                ? Optional.of(
                        new PlaceResolved(
                                stated.get(),
                                resolved.get(),
                                gazetteer,
                                method.get(),
                                distance,
                                sd))
                : Optional.empty();
    }

    private static Optional<StatedName> stated(Fields f) {
        f.require("name");
        Optional<String> country = f.name("country", Limits.NAME);
        List<String> admin = new ArrayList<>();
        for (Fields.Item item : f.list("admin", Limits.ADMIN_LEVELS)) {
            Texts.name(item.value(), item::pointer, Limits.NAME, f.faults()).ifPresent(admin::add);
        }
        return f.name("name", Limits.NAME).map(name -> new StatedName(country, admin, name));
    }

    private static Optional<PlaceResolved.ResolvedPlace> readResolved(Fields f) {
        for (String name : List.of("place", "name", "city", "cityName", "country")) {
            f.require(name);
        }
        OptionalLong place = id(f, "place");
        Optional<String> name = f.name("name", Limits.NAME);
        OptionalLong city = id(f, "city");
        Optional<String> cityName = f.name("cityName", Limits.NAME);
        Optional<String> district = f.name("district", Limits.NAME);
        Optional<String> province = f.name("province", Limits.NAME);
        Optional<String> country = f.name("country", Limits.NAME);
        return place.isPresent()
                        && name.isPresent()
                        && city.isPresent()
                        && cityName.isPresent()
                        && country.isPresent()
                ? Optional.of(
                        new PlaceResolved.ResolvedPlace(
                                place.getAsLong(),
                                name.get(),
                                city.getAsLong(),
                                cityName.get(),
                                district,
                                province,
                                country.get()))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readActor(Fields f) {
        f.require("stated");
        f.require("method");
        Optional<String> stated = f.name("stated", Limits.NAME);
        Optional<ActorId> actor = RegistryEventCodec.actor(f, "actor");
        Optional<ResolutionMethod> method = f.code("method", ResolutionMethod.values());
        List<String> sd = Digests.read(f);
        return stated.isPresent() && method.isPresent()
                ? Optional.of(new ActorResolved(stated.get(), actor, method.get(), sd))
                : Optional.empty();
    }

    static Optional<String> sha256(Fields f, String name) {
        Optional<String> text = f.name(name, 64);
        if (text.isPresent() && !SHA256.matcher(text.get()).matches()) {
            f.faults()
                    .add(
                            f.pointerTo(name),
                            "not-a-digest",
                            "must be 64 characters of lower-case hexadecimal");
            return Optional.empty();
        }
        return text;
    }

    /** An id of a gazetteer; GeoNames' have eight digits, others may have more. */
    private static OptionalLong id(Fields f, String name) {
        return f.raw(name)
                .map(
                        value ->
                                Fields.integer(
                                        value, () -> f.pointerTo(name), 0, 1L << 53, f.faults()))
                .orElse(OptionalLong.empty());
    }
}
