package org.casualtyledger.standalone.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ledger's own durable PostgreSQL, on a new folder that is removed at the end, with as many
 * databases as are asked for.
 */
public final class TemporaryPostgres implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Steps steps;

    private TemporaryPostgres(Path folder, EmbeddedPostgres postgres, Steps steps) {
        this.folder = folder;
        this.postgres = postgres;
        this.steps = steps;
    }

    /**
     * @param in the folder to make the new one in; empty for the system's temporary one
     * @param progress gets a line for whatever takes long
     */
    public static TemporaryPostgres start(Optional<Path> in, Consumer<String> progress)
            throws Exception {
        Steps steps = Steps.undoneAtExit();
        try {
            if (in.isPresent()) {
                Files.createDirectories(in.get());
            }
            Path path =
                    in.isPresent()
                            ? Files.createTempDirectory(in.get(), "ledger-")
                            : Files.createTempDirectory("ledger-");
            DataFolder folder =
                    steps.take(
                            () -> DataFolder.take(path).orElseThrow(),
                            f -> {
                                f.close();
                                PostgresBinaries.delete(f.path());
                            });
            EmbeddedPostgres postgres =
                    steps.take(
                            () -> EmbeddedPostgres.start(folder, progress),
                            EmbeddedPostgres::close);
            return new TemporaryPostgres(folder.path(), postgres, steps);
        } catch (Exception e) {
            steps.undo();
            throw e;
        }
    }

    /** What a server on this database is told: loopback, a free port, a new key. */
    public ServerSettings settings(String database) {
        return new ServerSettings(
                postgres.url(database),
                EmbeddedPostgres.USER,
                postgres.password(),
                "127.0.0.1",
                0,
                folder,
                EmbeddedPostgres.secret(),
                false);
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                postgres.url(database), EmbeddedPostgres.USER, postgres.password());
    }

    /** Stops PostgreSQL and removes the folder. Idempotent. */
    @Override
    public void close() {
        steps.undo();
    }
}
