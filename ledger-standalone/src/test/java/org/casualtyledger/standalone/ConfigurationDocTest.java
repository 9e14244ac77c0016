package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/CONFIGURATION.md names the settings that the sources read, and no other. */
class ConfigurationDocTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern READ = Pattern.compile("\"(ledger(?:\\.[a-z][a-z-]*){1,3})\"");

    /** Meters, and attributes of spans, have names of the same form; their page is another. */
    private static final Pattern OBSERVED =
            Pattern.compile(
                    "(?:new Reading|Reading\\.of|builder|setAttribute|longKey)\\(\\s*\"ledger\\.[a-z.-]+\"");

    /** Of {@code Pools}: a prefix and the end of a setting's name. */
    private static final Pattern PREFIX = Pattern.compile("prefix \\+ \"(\\.[a-z-]+)\"");

    private static final Pattern DOCUMENTED = Pattern.compile("`(ledger(?:\\.[a-z][a-z-]*){1,3})`");

    @Test
    void every_setting_that_is_read_is_documented_and_every_documented_one_is_read()
            throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher names = DOCUMENTED.matcher(Files.readString(ROOT.resolve("docs/CONFIGURATION.md")));
        while (names.find()) {
            documented.add(names.group(1));
        }

        documented.remove("ledger.a.b-c"); // stands for any

        assertThat(settings()).isEqualTo(documented);
    }

    private static Set<String> settings() throws IOException {
        Set<String> settings = new TreeSet<>();
        Set<String> ends = new TreeSet<>();
        for (Path source : sources()) {
            String text = OBSERVED.matcher(Files.readString(source)).replaceAll("");
            Matcher read = READ.matcher(text);
            while (read.find()) {
                settings.add(read.group(1));
            }
            Matcher prefixed = PREFIX.matcher(text);
            while (prefixed.find()) {
                ends.add(prefixed.group(1));
            }
        }
        for (String prefix : Set.of("ledger.log", "ledger.read")) {
            assertThat(settings.remove(prefix)).as(prefix).isTrue();
            ends.forEach(end -> settings.add(prefix + end));
        }
        return settings;
    }

    private static Set<Path> sources() throws IOException {
        Set<Path> sources = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }
}
