package org.casualtyledger.api.commands;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Companion;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.claim.Limits;

/**
 * Carries out what is decided about the whole ledger. Deciding reads the log; the event is appended
 * on the condition that what was read still holds, and otherwise it is decided again.
 */
public final class Rulings {
    /** Others who say something of the same at the same moment, before a command gives up. */
    private static final int TRIES = 5;

    /** An append takes milliseconds; who waits this long waits for an outage. */
    private static final long WAIT_SECONDS = 30;

    private final EventLog log;
    private final InstantSource clock;

    public Rulings(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** An event that stands, and how it came to. */
    public record Standing(Receipt receipt, String type, String outcome) {
        /** Whether it stands by this very command. */
        public boolean isNew() {
            return outcome.equals("accepted");
        }
    }

    /**
     * Decides and appends.
     *
     * @param decide reads the log and decides; called again where somebody came between
     * @throws org.casualtyledger.edge.ProblemException for a refusal; 409 {@code changed-meanwhile}
     *     where others always came first
     */
    public Standing carryOut(
            OrganisationId by, Optional<Idempotency> idempotency, Supplier<Ruling> decide) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Standing> standing =
                    switch (decide.get()) {
                        case Ruling.Refused(Problem problem) -> throw problem.asException();
                        case Ruling.SaidAlready(long position) ->
                                Optional.of(repeated(position, "unchanged"));
                        case Ruling.Accepted accepted -> append(by, idempotency, accepted);
                    };
            if (standing.isPresent()) {
                return standing.get();
            }
        }
        throw new Problem(
                        409,
                        "changed-meanwhile",
                        "Others said something of the same at the same moment",
                        "Nothing was stored. Read what they said, and send it again.")
                .asException();
    }

    /** Empty where a condition no longer holds. */
    private Optional<Standing> append(
            OrganisationId by, Optional<Idempotency> idempotency, Ruling.Accepted accepted) {
        NewEvent leaf = leaf(by, accepted);
        Append append = Append.of(leaf);
        for (Condition condition : accepted.conditions()) {
            append = append.on(condition);
        }
        for (StoredText text : accepted.texts()) {
            append = append.with(new Companion<>(DisclosureTable.INSTANCE, 0, text));
        }
        if (idempotency.isPresent()) {
            append = append.once(idempotency.get());
        }
        AppendResult result = log.append(append).orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        return switch (result) {
            case AppendResult.Appended appended ->
                    Optional.of(
                            new Standing(appended.receipts().getFirst(), leaf.type(), "accepted"));
            case AppendResult.Replayed replayed ->
                    Optional.of(repeated(replayed.receipts().getFirst().position(), "replayed"));
            case AppendResult.KeyReused reused -> throw keyReused(reused.position()).asException();
            case AppendResult.Refused _ -> Optional.empty();
        };
    }

    private NewEvent leaf(OrganisationId by, Ruling.Accepted accepted) {
        UUID id = Uuids.timeOrdered(clock.millis());
        try {
            return EventLeafCodec.leaf(
                    id, Attributed.pending(by, accepted.theatre(), accepted.event()));
        } catch (NewEvent.LeafTooLong e) {
            throw Problem.invalid(
                            java.util.List.of(
                                    new Problem.Error(
                                            "",
                                            "leaf-too-large",
                                            "the event has "
                                                    + e.bytes()
                                                    + " bytes; at most "
                                                    + Limits.LEAF_BYTES)))
                    .asException();
        }
    }

    private Standing repeated(long position, String outcome) {
        StoredEvent event = log.read(position, 1).getFirst();
        return new Standing(event.receipt(), event.type(), outcome);
    }

    private static Problem keyReused(long position) {
        return new Problem(
                422,
                "idempotency-key-reused",
                "The Idempotency-Key stands for another request",
                "That request's event stands at position " + position + ".",
                java.util.List.of(
                        Problem.Error.ofHeader(
                                "Idempotency-Key", "reused", "was sent with another body")));
    }
}
