package org.casualtyledger.standalone.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.casualtyledger.events.files.DurableFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the server of a folder is, and the key that the folder's owner talks to it with. */
public record ServerAddress(URI url, String key, long pid) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Whole or not at all: a reader never sees half a file. Mode 0600, for it holds a key. */
    void write(Path file) throws IOException {
        String json =
                JSON.writeValueAsString(
                        JSON.createObjectNode()
                                .put("url", url.toString())
                                .put("key", key)
                                .put("pid", pid));
        DurableFiles.write(file, json + "\n");
    }

    /**
     * Empty where there is none, or where it cannot be understood: either way nobody can be talked
     * to yet.
     */
    static Optional<ServerAddress> read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            return Optional.of(
                    new ServerAddress(
                            URI.create(json.path("url").asString()),
                            json.path("key").asString(),
                            json.path("pid").asLong()));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The key is not for logs. */
    @Override
    public String toString() {
        return url + " (process " + pid + ")";
    }
}
