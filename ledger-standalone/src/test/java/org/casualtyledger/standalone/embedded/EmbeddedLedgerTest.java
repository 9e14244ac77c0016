package org.casualtyledger.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real PostgreSQL, and with real processes that are really killed. */
class EmbeddedLedgerTest {

    private static final Duration START = Duration.ofSeconds(90);

    @TempDir Path temporary;

    private final List<Process> spawned = new ArrayList<>();

    @AfterEach
    void leaveNothingBehind() throws Exception {
        spawned.forEach(Process::destroyForcibly);
        Path data = data();
        if (Files.exists(data.resolve("pg/postmaster.pid"))) {
            await().atMost(START).until(() -> DataFolder.take(data).map(this::closed).isPresent());
            ((EmbeddedLedger.Here) open()).close();
        }
    }

    private boolean closed(DataFolder folder) {
        folder.close();
        return true;
    }

    @Test
    void what_was_committed_survives_a_kill_and_the_postmaster_that_was_left_is_stopped()
            throws Exception {
        Process first = spawn();
        URI url = address().url();
        post(url + "/rows");
        post(url + "/rows");
        long postmaster = postmaster();

        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(ProcessHandle.of(postmaster)).as("the postmaster outlives its JVM").isPresent();
        List<String> said = new ArrayList<>();
        try (EmbeddedLedger.Here here = (EmbeddedLedger.Here) open(said)) {
            assertThat(get(here.address().url() + "/rows")).isEqualTo("2");
            assertThat(postmaster()).isNotEqualTo(postmaster);
            awaitEnd(postmaster);
            assertThat(said).anyMatch(line -> line.contains("left behind"));
        }
    }

    @Test
    void a_whole_machine_that_dies_loses_nothing_that_was_committed() throws Exception {
        Process first = spawn();
        post(address().url() + "/rows");
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(postmaster);
        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));

        try (EmbeddedLedger.Here here = (EmbeddedLedger.Here) open()) {
            assertThat(get(here.address().url() + "/rows")).isEqualTo("1");
        }
    }

    @Test
    void a_second_opener_of_a_folder_is_told_the_address() throws Exception {
        Process first = spawn();

        assertThat(open()).isEqualTo(new EmbeddedLedger.Elsewhere(address()));
        assertThat(address().pid()).isEqualTo(first.pid());
    }

    @Test
    void told_to_end_it_stops_the_server_and_postgresql_and_leaves_no_address() throws Exception {
        Process first = spawn();
        long postmaster = postmaster();

        first.destroy();

        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(data().resolve("address")).doesNotExist();
        assertThat(data().resolve("pg/postmaster.pid")).doesNotExist();
        awaitEnd(postmaster);
        try (DataFolder free = DataFolder.take(data()).orElseThrow()) {
            assertThat(free.path()).isEqualTo(data().toRealPath());
        }
    }

    @Test
    void durability_is_on_and_nobody_else_can_connect_or_read_the_key() throws Exception {
        try (EmbeddedLedger.Here here = (EmbeddedLedger.Here) open()) {
            for (String setting :
                    List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(get(here.address().url() + "/setting/" + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
            assertThat(get(here.address().url() + "/setting/listen_addresses"))
                    .isEqualTo("127.0.0.1");
            assertThat(get(here.address().url() + "/setting/unix_socket_directories")).isEmpty();
            assertThat(Files.readAllLines(data().resolve("pg/pg_hba.conf")))
                    .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                    .allMatch(line -> line.endsWith("scram-sha-256"));
            for (String file : List.of("address", "pg-password")) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(data().resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_folder_of_another_postgresql_major_is_refused_and_says_how_to_move() throws Exception {
        Files.createDirectories(data().resolve("pg"));
        Files.writeString(data().resolve("VERSION"), "17\n");
        Files.writeString(data().resolve("pg/PG_VERSION"), "17\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(FolderRefused.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("To move");
        assertThat(data().resolve("VERSION")).hasContent("17\n");
    }

    @Test
    void a_folder_that_holds_something_else_is_refused_and_left_as_it_was() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("letters.txt"), "dear");

        assertThatThrownBy(this::open)
                .isInstanceOf(FolderRefused.class)
                .hasMessageContaining("letters.txt");
        assertThat(data().toFile().list()).containsExactly("letters.txt");
    }

    @Test
    void a_stranger_whose_pid_is_in_an_old_file_is_not_harmed() throws Exception {
        ((EmbeddedLedger.Here) open()).close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        spawned.add(stranger);
        Files.writeString(
                data().resolve("pg/postmaster.pid"),
                stranger.pid() + "\n" + data().resolve("pg") + "\n0\n1\n\n127.0.0.1\n1 1\nready\n");

        try (EmbeddedLedger.Here here = (EmbeddedLedger.Here) open()) {
            assertThat(get(here.address().url() + "/rows")).isEqualTo("0");
            assertThat(stranger.isAlive()).isTrue();
        }
    }

    @Test
    void a_first_start_that_was_killed_is_begun_anew() throws Exception {
        Files.createDirectories(data().resolve("pg.next/base"));
        Files.writeString(data().resolve("pg-password"), "half\n");

        try (EmbeddedLedger.Here here = (EmbeddedLedger.Here) open()) {
            assertThat(get(here.address().url() + "/rows")).isEqualTo("0");
        }
    }

    @Test
    void a_server_that_does_not_start_leaves_neither_postgresql_nor_the_lock() throws Exception {
        LedgerProcess broken =
                new LedgerProcess() {
                    @Override
                    public URI start(ServerSettings settings) throws IOException {
                        throw new IOException("no such luck");
                    }

                    @Override
                    public void stop() {}
                };

        assertThatThrownBy(() -> EmbeddedLedger.open(data(), 0, false, broken, _ -> {}))
                .hasMessage("no such luck");
        assertThat(data().resolve("pg/postmaster.pid")).doesNotExist();
        try (DataFolder free = DataFolder.take(data()).orElseThrow()) {
            assertThat(free.address()).doesNotExist();
        }
    }

    @Test
    void a_temporary_folder_is_gone_at_the_end() throws Exception {
        List<Path> seen = new ArrayList<>();
        LedgerProcess process =
                new LedgerProcess() {
                    private final TinyLedger tiny = new TinyLedger();

                    @Override
                    public URI start(ServerSettings settings) throws Exception {
                        seen.add(settings.data());
                        return tiny.start(settings);
                    }

                    @Override
                    public void stop() {
                        tiny.stop();
                    }
                };

        EmbeddedLedger.openTemporary(0, true, process, _ -> {}).close();

        assertThat(seen).hasSize(1).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }

    private Path data() {
        return temporary.resolve("a folder's data"); // quoting is tested by every test
    }

    private EmbeddedLedger open() throws Exception {
        return open(new ArrayList<>());
    }

    private EmbeddedLedger open(List<String> said) throws Exception {
        return EmbeddedLedger.open(data(), 0, false, new TinyLedger(), said::add);
    }

    private Process spawn() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TinyLedger.class.getName(),
                                data().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(temporary.resolve("spawned.log").toFile())
                        .start();
        spawned.add(process);
        await().atMost(START)
                .until(
                        () -> {
                            assertThat(process.isAlive()).as("the spawned ledger").isTrue();
                            return Files.exists(data().resolve("address"));
                        });
        return process;
    }

    private ServerAddress address() {
        Optional<ServerAddress> address = ServerAddress.read(data().resolve("address"));
        return address.orElseThrow();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data().resolve("pg/postmaster.pid")).getFirst().strip());
    }

    /** Stopped already; but a process is listed until its parent has asked for its status. */
    private static void awaitEnd(long process) {
        await().atMost(Duration.ofSeconds(10)).until(() -> ProcessHandle.of(process).isEmpty());
    }

    private static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static String post(String url) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            request.timeout(Duration.ofSeconds(10)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }
}
