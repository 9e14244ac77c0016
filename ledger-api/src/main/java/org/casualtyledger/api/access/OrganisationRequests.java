package org.casualtyledger.api.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;

/** Requests for organisations and keys, read strictly: every fault is named with its pointer. */
final class OrganisationRequests {
    /** Theatres of one key; there are fewer in the table. */
    private static final int THEATRES = 100;

    private OrganisationRequests() {}

    record Request(OrganisationId id, String name, Organisations.Grant grant) {}

    /**
     * Reads a registration, or a further key of a known organisation.
     *
     * @throws org.casualtyledger.edge.ProblemException naming every fault
     */
    static Request read(byte[] body, Optional<Organisations.Organisation> known) {
        Faults faults = new Faults();
        Fields f = Fields.of(parse(body), "", faults);
        Optional<String> id = known.map(Organisations.Organisation::organisation);
        Optional<String> name = known.map(Organisations.Organisation::name);
        if (known.isEmpty()) {
            f.require("id");
            f.require("name");
            id = pseudonym(f, "id");
            name = f.name("name", Limits.NAME);
        }
        Organisations.Grant grant = grant(f, known.isEmpty());
        f.refuseUnknown();
        if (!faults.isEmpty() || id.isEmpty() || name.isEmpty()) {
            throw invalid(faults).asException();
        }
        return new Request(new OrganisationId(id.get()), name.get(), grant);
    }

    private static Organisations.Grant grant(Fields f, boolean mayBeNone) {
        f.require("scopes");
        Set<Scope> scopes = scopes(f);
        Optional<PersonId> person = pseudonym(f, "person").map(PersonId::new);
        List<TheatreId> theatres = theatres(f);
        if (scopes.isEmpty() && !mayBeNone) {
            f.faults().add("/scopes", "empty", "a key without a scope opens nothing");
        }
        if (scopes.isEmpty() && person.isPresent() && mayBeNone) {
            f.faults().add("/person", "no-key", "without a scope no key is given");
        }
        if (f.has("theatres") && !scopes.contains(Scope.ASSESS)) {
            f.faults().add("/theatres", "needs-assess", "it is the scope assess that they limit");
        }
        return new Organisations.Grant(scopes, person, theatres);
    }

    private static Set<Scope> scopes(Fields f) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Fields.Item item : f.list("scopes", Scope.values().length)) {
            text(item.value())
                    .flatMap(Scope::of)
                    .ifPresentOrElse(
                            scopes::add,
                            () ->
                                    f.faults()
                                            .add(
                                                    item.pointer(),
                                                    "unknown-code",
                                                    "must be one of submit, assess, audit, read, admin"));
        }
        return scopes;
    }

    private static List<TheatreId> theatres(Fields f) {
        List<TheatreId> theatres = new ArrayList<>();
        for (Fields.Item item : f.list("theatres", THEATRES)) {
            // One that the table does not know would open nothing, and look as if it did.
            Optional<TheatreId> theatre =
                    text(item.value())
                            .filter(TheatreId::isValid)
                            .map(TheatreId::new)
                            .filter(Theatres::isKnown);
            if (theatre.isEmpty()) {
                f.faults()
                        .add(
                                item.pointer(),
                                "unknown-theatre",
                                "must be the id of a theatre, as \"SYR\"");
            } else if (theatres.contains(theatre.get())) {
                f.faults().add(item.pointer(), "repeated", "stands here twice");
            } else {
                theatres.add(theatre.get());
            }
        }
        if (f.has("theatres") && theatres.isEmpty() && f.faults().isEmpty()) {
            f.faults().add("/theatres", "empty", "leave it out where the key judges everywhere");
        }
        return theatres;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /** An id of an organisation, or a person's pseudonym: they are formed alike. */
    private static Optional<String> pseudonym(Fields f, String name) {
        Optional<String> id = f.name(name, 40);
        if (id.isPresent() && !OrganisationId.isValid(id.get())) {
            f.faults()
                    .add(
                            "/" + name,
                            "not-valid",
                            "must be 2 to 40 of a-z, 0-9 and -, starting with a letter");
            return Optional.empty();
        }
        return id;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (Json.Malformed e) {
            throw new Problem(
                            400,
                            "not-json",
                            "The body is no JSON that the ledger reads",
                            String.valueOf(e.getMessage()))
                    .asException();
        }
    }

    private static Problem invalid(Faults faults) {
        return Problem.invalid(
                faults.list().stream()
                        .map(
                                fault ->
                                        new Problem.Error(
                                                fault.pointer(), fault.code(), fault.detail()))
                        .toList());
    }
}
