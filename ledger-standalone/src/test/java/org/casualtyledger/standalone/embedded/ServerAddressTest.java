package org.casualtyledger.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {

    @TempDir Path folder;

    @Test
    void an_address_reads_as_it_was_written() throws Exception {
        ServerAddress address = new ServerAddress(URI.create("http://127.0.0.1:8400"), "k", 42);
        address.write(folder.resolve("address"));

        assertThat(ServerAddress.read(folder.resolve("address"))).contains(address);
        assertThat(Files.readString(folder.resolve("address")))
                .isEqualTo("{\"url\":\"http://127.0.0.1:8400\",\"key\":\"k\",\"pid\":42}\n");
    }

    @Test
    void half_a_file_or_none_is_no_address() throws Exception {
        Files.writeString(folder.resolve("half"), "{\"url\":\"http://127");

        assertThat(ServerAddress.read(folder.resolve("half"))).isEmpty();
        assertThat(ServerAddress.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void its_key_never_reaches_a_log() {
        assertThat(new ServerAddress(URI.create("http://h"), "secret", 1).toString())
                .doesNotContain("secret");
        assertThat(
                        new ServerSettings("j", "u", "secret", "a", 1, folder, "secret", false)
                                .toString())
                .doesNotContain("secret");
    }
}
