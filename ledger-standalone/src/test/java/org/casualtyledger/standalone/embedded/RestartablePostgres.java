package org.casualtyledger.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The durable PostgreSQL of a deployment, which can crash and come back at the same address. */
public final class RestartablePostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DataFolder folder;
    private final EmbeddedPostgres postgres;

    private RestartablePostgres(DataFolder folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    public static RestartablePostgres start(Path folder) throws Exception {
        DataFolder taken = DataFolder.take(folder).orElseThrow();
        return new RestartablePostgres(taken, EmbeddedPostgres.start(taken, _ -> {}));
    }

    /** Without a shutdown: sessions are cut off. */
    public void crash() throws Exception {
        control("stop", "--mode=immediate");
    }

    /** At the address where it was: a restart, other than a start, goes by what it ran with. */
    public void recover() throws Exception {
        control("restart", "--log=" + folder.log().resolve("postgresql-restart.log"));
    }

    private void control(String verb, String how) throws Exception {
        RunAs as = RunAs.choose(folder.cluster());
        Path cache =
                as.owner().isPresent()
                        ? folder.path().resolve("pg-programs")
                        : PostgresBinaries.userCache();
        PostgresPrograms.Output done =
                new PostgresPrograms(PostgresBinaries.home(cache, _ -> {}), as)
                        .run(
                                PATIENCE,
                                "pg_ctl",
                                List.of(verb, "--pgdata=" + folder.cluster(), "--wait", how));
        assertThat(done.exit()).as(done.text()).isZero();
    }

    public String url() {
        return postgres.jdbcUrl();
    }

    public String user() {
        return EmbeddedPostgres.USER;
    }

    public String password() {
        return postgres.password();
    }

    @Override
    public void close() throws Exception {
        postgres.close();
        folder.close();
        PostgresBinaries.delete(folder.path());
    }
}
