package org.casualtyledger.projections.incidents;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/incidents}: incidents with standing reports, by day, a page at a time. */
@RestController
final class IncidentListController {
    private final IncidentList incidents;
    private final KnownMethodologies methodologies;
    private final ReadPositions positions;

    IncidentListController(
            IncidentList incidents, KnownMethodologies methodologies, ReadPositions positions) {
        this.incidents = incidents;
        this.methodologies = methodologies;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/incidents")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ListQuestion question = ListQuestion.read(parameters);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Rules rules = Rules.read(parameters);
        Optional<KnownMethodologies.Asked> asked =
                parameters.parsed("methodology", KnownMethodologies.Asked::parse);
        Optional<Cursor> cursor = parameters.parsed("cursor", Cursor::parse);
        Optional<IncidentList.Key> after =
                parameters.parsed(
                        "cursor", text -> IncidentList.Key.parse(Cursor.parse(text).after()));
        parameters.done();
        OptionalLong resolved = positions.resolve(wanted);
        long position =
                cursor.map(positions::pinned)
                        .orElseGet(() -> resolved.orElseGet(positions::latest));
        long under =
                cursor.map(Cursor::rules)
                        .orElseGet(() -> rules.position(position, positions.latest()));
        Methodology methodology = methodologies.asked(asked, under);
        return Answers.json(
                request,
                Etag.of(position, question + "|" + under + methodology.hash() + cursor),
                () ->
                        write(
                                incidents.page(
                                        question,
                                        position,
                                        after.orElse(IncidentList.Key.START),
                                        methodology),
                                position,
                                under,
                                methodology));
    }

    private static ObjectNode write(
            IncidentList.Page page, long position, long rules, Methodology methodology) {
        ObjectNode json = Json.object();
        ArrayNode incidents = json.putArray("incidents");
        page.rows().forEach(row -> incidents.add(row(row)));
        json.put("position", position);
        json.put("rulesPosition", rules);
        json.set("methodology", DerivedJson.methodology(methodology));
        page.next()
                .ifPresent(key -> json.put("next", new Cursor(position, rules, key.text()).text()));
        return json;
    }

    private static ObjectNode row(IncidentList.Row row) {
        List<Account> standing = row.state().accounts().stream().filter(Account::counts).toList();
        ObjectNode json = Json.object();
        json.put("incident", row.state().id().toString());
        json.put(
                "theatre",
                row.state().dossier().theatre().map(TheatreId::value).orElse(row.key().theatre()));
        json.put(
                "from",
                standing.stream()
                        .map(a -> a.facts().when().from())
                        .min(days())
                        .map(LocalDate::toString)
                        .orElse(null));
        json.put(
                "to",
                standing.stream()
                        .map(a -> a.facts().when().to())
                        .max(days())
                        .map(LocalDate::toString)
                        .orElse(null));
        ArrayNode places = json.putArray("places");
        standing.stream()
                .flatMap(a -> a.facts().where().stream())
                .map(org.casualtyledger.events.claim.Place::name)
                .distinct()
                .forEach(places::add);
        ArrayNode organisations = json.putArray("organisations");
        standing.stream()
                .map(a -> a.organisation().value())
                .distinct()
                .sorted()
                .forEach(organisations::add);
        json.put("reports", row.state().accounts().size());
        json.put(
                "duplicateOf",
                row.state().dossier().duplicateOf().map(Object::toString).orElse(null));
        json.put("grade", row.derivation().grade().code());
        json.put("verdict", row.derivation().verdict().code());
        json.set("measures", row.derivation().measures().json());
        return json;
    }

    private static Comparator<LocalDate> days() {
        return Comparator.naturalOrder();
    }
}
