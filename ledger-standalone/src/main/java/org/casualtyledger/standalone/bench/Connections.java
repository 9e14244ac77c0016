package org.casualtyledger.standalone.bench;

import java.util.ArrayList;
import java.util.List;

/** What each of several clients holds, opened before anything is timed and closed together. */
record Connections<T extends AutoCloseable>(List<T> all) implements AutoCloseable {

    interface Opening<T> {
        T open(int client) throws Exception;
    }

    static <T extends AutoCloseable> Connections<T> open(int number, Opening<T> opening)
            throws Exception {
        Connections<T> connections = new Connections<>(new ArrayList<>());
        try {
            for (int i = 0; i < number; i++) {
                connections.all.add(opening.open(i));
            }
            return connections;
        } catch (Exception e) {
            connections.close();
            throw e;
        }
    }

    T get(int client) {
        return all.get(client);
    }

    @Override
    public void close() throws Exception {
        for (T connection : all) {
            connection.close();
        }
    }
}
