package org.casualtyledger.api.resolution;

import java.util.List;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.gazetteer.ActorSuggestion;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.PlaceMatcher;
import org.casualtyledger.gazetteer.Suggestion;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Resolutions as JSON. */
final class ResolutionViews {
    /** More than a person works through before the next run; the count says how many there are. */
    private static final int MOST_LEFT = 1_000;

    private ResolutionViews() {}

    static ObjectNode stated(StatedName name) {
        ObjectNode out = Json.object();
        name.country().ifPresent(country -> out.put("country", country));
        ArrayNode admin = out.putArray("admin");
        name.admin().forEach(admin::add);
        return out.put("name", name.name());
    }

    static ObjectNode run(ResolutionRun.Options options, ResolutionRun.Result result) {
        PlaceSurvey places = result.places();
        int resolved = places.before().size() + result.placesNow().size();
        ObjectNode out = Json.object();
        out.put("gazetteer", Gazetteer.bundled().sha256());
        out.put("dryRun", options.dryRun());
        options.theatre().ifPresent(theatre -> out.put("theatre", theatre.value()));
        out.put("position", result.asOf());
        out.put("settlements", places.settlements());
        out.put("resolved", resolved);
        out.put("resolvedNow", result.placesNow().size());
        out.put("shareOfSettlements", share(resolved, places.settlements()));
        out.put("shareOfReports", rounded(result.shareOfReports()));
        ArrayNode wrong = out.putArray("wrong");
        for (PlaceSurvey.Wrong one : places.wrong()) {
            ObjectNode written = wrong.addObject();
            written.set("stated", stated(one.stated()));
            written.put("place", one.place().id())
                    .put("name", one.place().name())
                    .put("distanceMetres", one.distanceMetres())
                    .put("allowedMetres", PlaceMatcher.TOLERANCE_METRES);
        }
        out.put("unresolvedSettlements", places.left().size());
        ArrayNode left = out.putArray("unresolved");
        for (PlaceSurvey.Left one : first(places.left())) {
            ObjectNode written = left.addObject();
            written.set("stated", stated(one.stated()));
            written.put("reports", one.reports());
            suggestions(written.putArray("suggestions"), one.suggestions());
        }
        out.set("actors", actors(result));
        return out;
    }

    private static void suggestions(ArrayNode out, List<Suggestion> suggestions) {
        for (Suggestion suggestion : suggestions) {
            ObjectNode written = out.addObject();
            written.put("place", suggestion.place().id());
            written.put("name", suggestion.place().name());
            written.put("matchedName", suggestion.matchedName());
            if (suggestion.distanceMetres().isPresent()) {
                written.put("distanceMetres", suggestion.distanceMetres().getAsLong());
            } else {
                written.putNull("distanceMetres");
            }
            reasons(written, suggestion.reasons());
        }
    }

    private static ObjectNode actors(ResolutionRun.Result result) {
        ActorSurvey actors = result.actors();
        ObjectNode out = Json.object();
        out.put("names", actors.names());
        out.put("resolved", actors.before() + result.actorsNow());
        out.put("resolvedNow", result.actorsNow());
        out.put("unresolvedNames", actors.left().size());
        ArrayNode left = out.putArray("unresolved");
        for (ActorSurvey.Left one : first(actors.left())) {
            ObjectNode written = left.addObject();
            written.put("stated", one.stated());
            written.put("reports", one.reports());
            ArrayNode suggestions = written.putArray("suggestions");
            for (ActorSuggestion suggestion : one.suggestions()) {
                ObjectNode each = suggestions.addObject();
                each.put("actor", suggestion.actor().id());
                each.put("name", suggestion.actor().name());
                each.put("matchedName", suggestion.matchedName());
                reasons(each, suggestion.reasons());
            }
        }
        return out;
    }

    private static void reasons(ObjectNode out, List<String> reasons) {
        ArrayNode written = out.putArray("reasons");
        reasons.forEach(written::add);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), MOST_LEFT));
    }

    /** 1 where there is nothing to resolve. */
    private static double share(int part, int whole) {
        return whole == 0 ? 1 : rounded((double) part / whole);
    }

    /** Four digits, downwards: a share of 1 means all. */
    private static double rounded(double share) {
        return Math.floor(share * 10_000) / 10_000;
    }
}
