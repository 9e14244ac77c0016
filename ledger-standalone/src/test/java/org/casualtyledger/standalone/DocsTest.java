package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there: tests, files, headings. */
class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** {@code `SomeTest.a_sentence`}, as GUARANTEES.md names its proofs. */
    private static final Pattern PROOF =
            Pattern.compile("`([A-Z][A-Za-z0-9]*)\\.([A-Za-z][A-Za-z0-9_]*)`");

    private static final Pattern TEST =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*?) *$", Pattern.MULTILINE);
    private static final Pattern FENCED =
            Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void every_proof_that_the_guarantees_name_is_a_test() throws IOException {
        Map<String, String> tests = testSources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher proof = PROOF.matcher(read(ROOT.resolve("docs/GUARANTEES.md")));
        while (proof.find()) {
            named++;
            String source = tests.getOrDefault(proof.group(1), "");
            if (!isTest(source, proof.group(2))) {
                missing.add(proof.group(1) + "." + proof.group(2));
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    @Test
    void every_relative_link_leads_somewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(FENCED.matcher(read(document)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !leadsSomewhere(document, target)) {
                    dead.add(ROOT.relativize(document) + " → " + target);
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void every_decision_is_in_the_list_of_decisions() throws IOException {
        String list = read(ROOT.resolve("docs/adr/README.md"));
        try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/adr"))) {
            assertThat(
                            decisions
                                    .map(d -> d.getFileName().toString())
                                    .filter(d -> d.matches("\\d.*")))
                    .isNotEmpty()
                    .allSatisfy(decision -> assertThat(list).contains("](" + decision + ")"));
        }
    }

    /**
     * A method of JUnit's, declared in that source: a contract's cases are named by the contract.
     */
    private static boolean isTest(String source, String method) {
        int declared = source.indexOf("void " + method + "(");
        return declared >= 0
                && TEST.matcher(source.substring(source.lastIndexOf("\n\n", declared), declared))
                        .find();
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.map(m -> m.resolve("src/test/java")).toList()) {
                if (Files.isDirectory(module)) {
                    try (Stream<Path> files = Files.walk(module)) {
                        for (Path file :
                                files.filter(f -> f.toString().endsWith(".java")).toList()) {
                            String name = file.getFileName().toString().replace(".java", "");
                            sources.merge(name, read(file), String::concat);
                        }
                    }
                }
            }
        }
        return sources;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String folder : List.of("docs", "docker")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || anchors(target).contains(parts[1]);
    }

    /** Headings as GitHub turns them into anchors. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(FENCED.matcher(read(document)).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(
                        heading ->
                                heading.replaceFirst("^#+ +", "")
                                        .strip()
                                        .toLowerCase(java.util.Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
