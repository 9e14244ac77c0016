package org.casualtyledger.api.eventlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What has been admitted so far, indexed as conditions ask: the events of one batch for the
 * sequencer, of the whole log for the log in memory. Positions are added in ascending order. Not
 * for use by several threads.
 */
final class Admitted {

    private final List<Event> all = new ArrayList<>();
    private final Map<Tag, List<Event>> byTag = new HashMap<>();
    private final Map<Key, Answered> byKey = new HashMap<>();

    private record Event(long position, String type, Set<Tag> tags) {}

    private record Key(String scope, String key) {}

    private record Answered(byte[] digest, List<Receipt> receipts) {}

    void add(Append append, List<Receipt> receipts) {
        for (int i = 0; i < receipts.size(); i++) {
            NewEvent event = append.events().get(i);
            Event admitted = new Event(receipts.get(i).position(), event.type(), event.tags());
            all.add(admitted);
            for (Tag tag : event.tags()) {
                byTag.computeIfAbsent(tag, _ -> new ArrayList<>(2)).add(admitted);
            }
        }
        append.idempotency()
                .ifPresent(
                        key ->
                                byKey.put(
                                        new Key(key.scope(), key.key()),
                                        new Answered(key.requestDigest(), receipts)));
    }

    /** The answer that the request was given before, if it was. */
    Optional<AppendResult> earlier(Idempotency request) {
        return Optional.ofNullable(byKey.get(new Key(request.scope(), request.key())))
                .map(answered -> answer(request, answered.digest(), answered.receipts()));
    }

    private static AppendResult answer(Idempotency request, byte[] digest, List<Receipt> receipts) {
        return Arrays.equals(request.requestDigest(), digest)
                ? new AppendResult.Replayed(receipts)
                : new AppendResult.KeyReused(receipts.getFirst().position());
    }

    /** The position of an event that breaks one of the conditions. */
    OptionalLong violation(List<Condition> conditions) {
        for (Condition condition : conditions) {
            for (Criterion criterion : condition.anyOf()) {
                OptionalLong position = firstMatch(criterion, condition.after() + 1);
                if (position.isPresent()) {
                    return position;
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The first position at {@code from} or after that the criterion selects. */
    OptionalLong firstMatch(Criterion criterion, long from) {
        List<Event> candidates = candidates(criterion.tags());
        for (int i = firstAt(candidates, from); i < candidates.size(); i++) {
            Event event = candidates.get(i);
            if (criterion.matches(event.type(), event.tags())) {
                return OptionalLong.of(event.position());
            }
        }
        return OptionalLong.empty();
    }

    /** The first position at {@code from} or after that any of the criteria selects. */
    OptionalLong firstMatch(Collection<Criterion> anyOf, long from) {
        return anyOf.stream()
                .map(criterion -> firstMatch(criterion, from))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private List<Event> candidates(Set<Tag> tags) {
        List<Event> fewest = all;
        for (Tag tag : tags) {
            List<Event> tagged = byTag.getOrDefault(tag, List.of());
            if (tagged.size() < fewest.size()) {
                fewest = tagged;
            }
        }
        return fewest;
    }

    private static int firstAt(List<Event> ascending, long position) {
        int low = 0;
        int high = ascending.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending.get(middle).position() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
