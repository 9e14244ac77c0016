package org.casualtyledger.projections.candidates;

import java.util.Set;
import java.util.TreeSet;
import org.casualtyledger.projections.candidates.Likeness.Reason;

/** Compares whom two reports name, whom they cite, and who made them. */
final class Sharing {
    private Sharing() {}

    /**
     * 100 points for an alleged actor in common; 40 for one that the other names as present; −60
     * where both allege and have none in common.
     */
    static Reason actors(Sighting a, Sighting b) {
        Set<String> both = common(a.alleged(), b.alleged());
        if (!both.isEmpty()) {
            return new Reason("actors", 100, "both allege " + names(both));
        }
        Set<String> parties = common(all(a), all(b));
        if (!a.alleged().isEmpty() && !b.alleged().isEmpty()) {
            return new Reason("actors", -60, "they allege different actors");
        }
        return parties.isEmpty()
                ? new Reason("actors", 0, "")
                : new Reason("actors", 40, "both name " + names(parties));
    }

    /** 80 points for a publisher and date in common, 30 for a publisher. */
    static Reason sources(Sighting a, Sighting b) {
        Set<String> both = common(a.sources(), b.sources());
        both.removeIf(source -> source.indexOf('\t') < 0);
        if (!both.isEmpty()) {
            return new Reason("sources", 80, "both cite " + names(both).replace("\t", " of "));
        }
        Set<String> publishers = common(publishers(a), publishers(b));
        return publishers.isEmpty()
                ? new Reason("sources", 0, "")
                : new Reason("sources", 30, "both cite " + names(publishers));
    }

    /** −150 points for one organisation's two reports: it holds them for two incidents. */
    static Reason organisation(Sighting a, Sighting b) {
        return a.organisation().equals(b.organisation())
                ? new Reason(
                        "organisation", -150, a.organisation() + " reports both, as two incidents")
                : new Reason("organisation", 0, "");
    }

    private static Set<String> all(Sighting sighting) {
        Set<String> all = new TreeSet<>(sighting.alleged());
        all.addAll(sighting.present());
        return all;
    }

    private static Set<String> publishers(Sighting sighting) {
        Set<String> publishers = new TreeSet<>();
        for (String source : sighting.sources()) {
            int tab = source.indexOf('\t');
            publishers.add(tab < 0 ? source : source.substring(0, tab));
        }
        return publishers;
    }

    private static Set<String> common(Set<String> a, Set<String> b) {
        Set<String> common = new TreeSet<>(a);
        common.retainAll(b);
        return common;
    }

    private static String names(Set<String> names) {
        return String.join(", ", names.stream().map(Sharing::shown).toList());
    }

    private static String shown(String name) {
        return name.startsWith("actor:") ? name.substring("actor:".length()) : name;
    }
}
