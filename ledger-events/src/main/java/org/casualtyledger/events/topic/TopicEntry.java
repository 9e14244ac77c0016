package org.casualtyledger.events.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import org.casualtyledger.events.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A record of the topic, read as {@link TopicRecord} describes it. */
public sealed interface TopicEntry {
    /** Position of the last event before it in its partition; −1 if there is none. */
    long previous();

    /** All that belongs into the partition below this stands before the record, or is it. */
    long complete();

    /** An event of the log. */
    record Event(long position, long previous, byte[] leaf) implements TopicEntry {
        @Override
        public long complete() {
            return position + 1;
        }
    }

    /**
     * How far the log is published.
     *
     * @param at recorded time of the event at {@code size − 1}
     */
    record Progress(long size, long previous, Instant at) implements TopicEntry {
        @Override
        public long complete() {
            return size;
        }
    }

    /** The headers of a record, whatever client read it. */
    @FunctionalInterface
    interface Headers {
        /** The last header of this name; null without one. */
        byte @Nullable [] last(String name);
    }

    /** It is none of a ledger's; the message says why, without any of its bytes. */
    final class NoEntry extends Exception {
        private static final long serialVersionUID = 1L;

        NoEntry(String message) {
            super(message);
        }
    }

    /**
     * Reads one.
     *
     * @throws NoEntry for a record that no publisher of a ledger wrote
     */
    static TopicEntry of(Headers headers, byte @Nullable [] value) throws NoEntry {
        if (value == null) {
            throw new NoEntry("it has no value");
        }
        long previous = number(headers, TopicRecord.PREVIOUS, -1);
        boolean progress = text(headers, TopicRecord.TYPE).equals(TopicRecord.PROGRESS);
        TopicEntry entry =
                progress
                        ? progress(value, previous)
                        : new Event(number(headers, TopicRecord.POSITION, 0), previous, value);
        long last = progress ? entry.complete() : entry.complete() - 1;
        if (previous >= last) {
            throw new NoEntry("what stands before it is said to be at " + previous);
        }
        return entry;
    }

    /** Recorded time of an event, as its record says it. */
    static Instant recorded(Headers headers) throws NoEntry {
        return time(text(headers, TopicRecord.TIME));
    }

    private static Progress progress(byte[] value, long previous) throws NoEntry {
        JsonNode json;
        try {
            json = Json.parse(value);
        } catch (Json.Malformed e) {
            throw new NoEntry("it tells no progress: " + e.code());
        }
        if (!json.path("size").isIntegralNumber()
                || json.path("size").asLong() < 0
                || !json.path("at").isString()) {
            throw new NoEntry("it tells no progress");
        }
        return new Progress(json.path("size").asLong(), previous, time(json.path("at").asString()));
    }

    private static Instant time(String text) throws NoEntry {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new NoEntry("its time is none");
        }
    }

    private static long number(Headers headers, String name, long least) throws NoEntry {
        String text = text(headers, name);
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new NoEntry("its header " + name + " is no number");
        }
        throw new NoEntry("its header " + name + " is " + text);
    }

    private static String text(Headers headers, String name) throws NoEntry {
        byte[] found = headers.last(name);
        if (found == null) {
            throw new NoEntry("it has no header " + name);
        }
        return new String(found, US_ASCII);
    }
}
