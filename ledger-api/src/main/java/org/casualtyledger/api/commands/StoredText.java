package org.casualtyledger.api.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.claim.Disclosure;

/**
 * A text behind a digest, as the table of disclosures holds it.
 *
 * @param audience for whom: {@code public}, {@code restricted} or {@code embargoed}
 */
public record StoredText(String digest, Disclosure disclosure, String audience) {
    /** For its own organisation, and for auditors. */
    public static StoredText of(Disclosure disclosure) {
        return new StoredText(disclosure.digest(), disclosure, "restricted");
    }

    /** For everybody, as its author wants it. */
    public static StoredText open(Disclosure disclosure) {
        return new StoredText(disclosure.digest(), disclosure, "public");
    }

    /** Seals one text of an event itself (a reason, a note); none where there is none. */
    public static List<StoredText> sealed(
            String name, Optional<String> text, RandomGenerator random) {
        return text.map(value -> List.of(of(Disclosure.of(name, value, random)))).orElse(List.of());
    }

    public static List<String> digests(List<StoredText> texts) {
        List<String> digests = new ArrayList<>();
        texts.forEach(text -> digests.add(text.digest()));
        digests.sort(null);
        return digests;
    }
}
