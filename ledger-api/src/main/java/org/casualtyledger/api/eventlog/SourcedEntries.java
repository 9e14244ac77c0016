package org.casualtyledger.api.eventlog;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;

/**
 * The matching events as of one moment, page by page, and last the consistency marker of that
 * moment. What is appended meanwhile stands at or above the marker and is left out, so that the
 * append that follows is checked against it.
 */
final class SourcedEntries implements Iterator<Entry<EventMessage>> {

    private final EventLog log;
    private final LeafCodec codec;
    private final List<Criterion> anyOf;
    private final long size;
    private List<StoredEvent> page;
    private int next;
    private boolean ended;

    /** Reads the first page at once: one statement sources most entities. */
    SourcedEntries(EventLog log, LeafCodec codec, List<Criterion> anyOf, long start) {
        this.log = log;
        this.codec = codec;
        this.anyOf = anyOf;
        EventLog.Matches first = log.readMatching(anyOf, start, EventLog.MAX_PAGE);
        this.page = first.events();
        this.size = first.size();
    }

    Stream<Entry<EventMessage>> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Entry<EventMessage> next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        if (next == page.size() && page.size() == EventLog.MAX_PAGE) {
            page =
                    log.readMatching(anyOf, page.getLast().position() + 1, EventLog.MAX_PAGE)
                            .events();
            next = 0;
        }
        if (next < page.size() && page.get(next).position() < size) {
            return LedgerStorageEngine.entry(codec, page.get(next++));
        }
        ended = true;
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                Context.with(
                        ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(size)));
    }
}
