package org.casualtyledger.events.claim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.casualtyledger.events.ReportId;

/**
 * What a report states. Structured facts alone: all free text is behind the digests of {@code sd}
 * and of each source.
 *
 * @param derivedFrom the report that this one only repeats; a derived report never corroborates
 * @param backlog of a running total: how much of its increase is earlier harm that was found late
 * @param original every figure of the dataset that the claim was read from, by its own column name:
 *     integers, or short codes
 * @param sd digests of the claim's disclosures (RFC 9901: SHA-256 of the base64url of {@code [salt,
 *     name, value]}), sorted
 */
public record Claim(
        ReportKind kind,
        Optional<Claimant> claimant,
        When when,
        List<Place> where,
        Harm harm,
        List<StatedActor> actors,
        List<Means> means,
        List<Source> sources,
        Optional<ReportId> derivedFrom,
        Optional<Backlog> backlog,
        Map<String, Original> original,
        List<String> sd) {
    public Claim {
        where = List.copyOf(where);
        actors = List.copyOf(actors);
        means = List.copyOf(means);
        sources = List.copyOf(sources);
        original = Collections.unmodifiableMap(new TreeMap<>(original));
        sd = List.copyOf(sd);
    }

    /**
     * The stated part of an increase that belongs to earlier periods.
     *
     * @param killed civilians killed
     * @param injured civilians injured
     */
    public record Backlog(Range killed, Range injured) {}

    /** One original value: {@code 4}, or {@code "S2"}. */
    public sealed interface Original {
        record Figure(long value) implements Original {}

        record Code(String value) implements Original {}
    }
}
