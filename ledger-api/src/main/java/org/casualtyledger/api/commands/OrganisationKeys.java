package org.casualtyledger.api.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.signature.KeyRing;

/** The signing keys of organisations, as the log tells them. */
public final class OrganisationKeys {
    private static final Set<String> REVOKED = Set.of(EventCodec.KEY_REVOKED);

    private final EventLog log;
    private final LogOrigin origin;

    /**
     * Each key that was ever added costs two verifications to fold. One entry an organisation that
     * signs.
     */
    private final Map<OrganisationId, Folded> folded = new ConcurrentHashMap<>();

    private record Folded(long last, KeyRing ring) {}

    OrganisationKeys(EventLog log, LogOrigin origin) {
        this.log = log;
        this.origin = origin;
    }

    /**
     * Keys, and when they were read.
     *
     * @param events what they were folded from
     * @param size of the log then: what came later was not seen
     */
    public record Keys(KeyRing ring, List<StoredEvent> events, long size) {
        public Keys {
            events = List.copyOf(events);
        }

        /** Nothing has come to these keys since. */
        public Condition unchanged() {
            return Condition.unchanged(EventTags.signingKeys(ring.organisation()), size - 1);
        }

        /** None of these keys was revoked since: a signature of one of them still holds. */
        public Condition noneRevoked() {
            return new Condition(
                    List.of(
                            new Criterion(
                                    REVOKED, Set.of(EventTags.signingKeys(ring.organisation())))),
                    size - 1);
        }
    }

    /**
     * The keys of an organisation at the log's end.
     *
     * @throws org.casualtyledger.edge.ProblemException 503 {@code no-origin} for a ledger without a
     *     name
     */
    public Keys read(OrganisationId organisation) {
        List<Criterion> ofKeys = List.of(Criterion.tagged(EventTags.signingKeys(organisation)));
        List<StoredEvent> events = new ArrayList<>();
        EventLog.Matches page;
        do {
            long from = events.isEmpty() ? 0 : events.getLast().position() + 1;
            page = log.readMatching(ofKeys, from, EventLog.MAX_PAGE);
            events.addAll(page.events());
        } while (page.events().size() == EventLog.MAX_PAGE);
        return new Keys(ring(organisation, events), events, page.size());
    }

    private KeyRing ring(OrganisationId organisation, List<StoredEvent> events) {
        if (events.isEmpty()) {
            return KeyRing.empty(origin.name(), organisation);
        }
        long last = events.getLast().position();
        Folded known = folded.get(organisation);
        if (known != null && known.last() == last) {
            return known.ring();
        }
        KeyRing ring = KeyRing.empty(origin.name(), organisation);
        for (StoredEvent stored : events) {
            ring =
                    switch (EventCodec.decode(stored.leaf()).event()) {
                        case KeyAdded e -> ring.after(e);
                        case KeyRevoked e -> ring.after(e);
                        default ->
                                throw new IllegalStateException(
                                        "no event of a key at " + stored.position());
                    };
        }
        folded.put(organisation, new Folded(last, ring));
        return ring;
    }
}
