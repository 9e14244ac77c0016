package org.casualtyledger.events.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.StoredName;

/**
 * What is published of events: a JSON Schema (2020-12) of the whole leaf for each type and version,
 * one document of shared definitions, and an AsyncAPI 3.0 document of the topic.
 *
 * <p>A schema has no {@code $id}: it is known by the address under which it was fetched, and its
 * references are relative to that, so every ledger serves the same bytes.
 */
public final class EventSchemas {
    /** The document that the schemas of events refer to. */
    public static final StoredName DEFINITIONS = new StoredName("definitions", 1);

    private static final String FOLDER = "/schemas/";
    private static final String ASYNC_API = "/asyncapi.json";

    private EventSchemas() {}

    /** Every document that has an address: one for each type and version, and the definitions. */
    public static SortedSet<StoredName> names() {
        SortedSet<StoredName> names = new TreeSet<>(EventCodec.storedNames());
        names.add(DEFINITIONS);
        return names;
    }

    /**
     * Where a ledger serves a schema: {@code /schemas/report-submitted/1}. CloudEvents' {@code
     * dataschema} names it.
     */
    public static String address(String type, int version) {
        return FOLDER + type + "/" + version;
    }

    /** A schema's bytes, UTF-8; empty for a name that is not among {@link #names}. */
    public static Optional<byte[]> bytes(StoredName name) {
        return names().contains(name)
                ? Optional.of(read(FOLDER + name + ".json"))
                : Optional.empty();
    }

    /** The AsyncAPI document, JSON in UTF-8. Its references are relative to {@code /asyncapi}. */
    public static byte[] asyncApi() {
        return read(ASYNC_API);
    }

    private static byte[] read(String resource) {
        try (InputStream in =
                Objects.requireNonNull(
                        EventSchemas.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
