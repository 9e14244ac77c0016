package org.casualtyledger.audit.verify;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.Found;
import org.casualtyledger.audit.published.Page;
import org.casualtyledger.audit.published.TreeWalk;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.counting.UnknownReport;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.signature.SignatureFault;
import org.casualtyledger.events.signature.SignedReports;

/** Judges every event after those before it, and counts. */
final class EventPass implements TreeWalk.Visitor<Decoded> {
    private final Recount recount;
    private final SignedReports signatures;
    private final List<LeafCheck> checks;
    private final LongConsumer watch;
    private final Map<String, Methodology> published = new HashMap<>();
    private Instant before = Instant.MIN;

    /**
     * @param origin of the log; submitters sign for one log and no other
     * @param watch told the number of events that are done
     */
    EventPass(Recount recount, String origin, List<LeafCheck> checks, LongConsumer watch) {
        this.recount = recount;
        this.signatures = new SignedReports(origin);
        this.checks = checks;
        this.watch = watch;
    }

    @Override
    public void page(Page<Decoded> page) throws Found {
        Decoded decoded = page.work();
        long position = page.first();
        for (RecordedEvent event : decoded.events()) {
            int at = (int) (position - page.first());
            event(position, page.entries().get(at), page.hashes().get(at), event);
            position++;
        }
        if (decoded.fault().isPresent()) {
            throw new Found(decoded.fault().get());
        }
        watch.accept(position);
    }

    private void event(long position, byte[] leaf, byte[] leafHash, RecordedEvent recorded)
            throws Found {
        if (recorded.at().isBefore(before)) {
            throw new Found(
                    new Finding.TimeWentBack(
                            position,
                            EventCodec.instant(before),
                            EventCodec.instant(recorded.at())));
        }
        before = recorded.at();
        if (signatures.next(recorded, leaf, leafHash)
                instanceof SignedReports.Verdict.Invalid(SignatureFault fault)) {
            throw new Found(new Finding.SignatureInvalid(position, fault.meaning()));
        }
        for (LeafCheck check : checks) {
            Optional<String> fault = check.fault(position, leaf, recorded);
            if (fault.isPresent()) {
                throw new Found(new Finding.EventInadmissible(position, fault.get()));
            }
        }
        if (recorded.event() instanceof MethodologyPublished e) {
            Methodologies.read(e.document()).ifPresent(m -> published.put(m.hash(), m));
        }
        try {
            recount.apply(recorded);
        } catch (UnknownReport | ArithmeticException e) {
            throw new Found(
                    new Finding.EventInadmissible(position, String.valueOf(e.getMessage())));
        }
    }

    /** The methodology of a document that an event published. */
    Optional<Methodology> published(String hash) {
        return Optional.ofNullable(published.get(hash));
    }

    Recount.Digests digests() {
        return recount.digests();
    }
}
