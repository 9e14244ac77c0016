package org.casualtyledger.projections;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Slices → edge, versions → processing → feed, and nothing else: no slice knows another, and nobody
 * but the wiring knows one.
 */
class SlicesTest {
    private static final String BASE = "org.casualtyledger.projections.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                    .importPackages("org.casualtyledger.projections");

    /** A new slice is named here, and nowhere else in this test. */
    private static final Set<String> SLICES =
            Set.of(
                    "tallies",
                    "series",
                    "registries",
                    "incidents",
                    "candidates",
                    "replays",
                    "publications",
                    "topic");

    /** Those that are about the log as a whole, and read it themselves. */
    private static final Set<String> WHOLE = Set.of("replays", "topic");

    @Test
    void every_package_is_a_layer_or_a_slice() {
        Set<String> known = new HashSet<>(SLICES);
        known.addAll(
                Set.of("feed", "feed.kafka", "processing", "edge", "versions", "responsibility"));
        assertThat(
                        CLASSES.stream()
                                .map(c -> c.getPackageName())
                                .filter(name -> name.startsWith(BASE))
                                .map(name -> name.substring(BASE.length())))
                .isSubsetOf(known);
    }

    @Test
    void the_feed_knows_no_other_package() {
        nobodyIn("feed").mayKnow("processing", "edge", "versions");
        nobodyIn("feed").mayKnow(SLICES);
    }

    @Test
    void what_carries_the_feed_is_known_to_the_wiring_alone() {
        nobodyIn("feed.kafka").mayKnow("processing", "edge", "versions");
        nobodyIn("feed.kafka").mayKnow(SLICES);
        for (String layer : Set.of("feed", "processing", "edge", "versions", "responsibility")) {
            nobodyIn(layer).mayKnow("feed.kafka");
        }
        for (String slice : SLICES) {
            nobodyIn(slice).mayKnow("feed.kafka");
        }
    }

    @Test
    void only_the_feed_of_kafka_knows_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "feed.kafka")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void processing_knows_the_feed_alone() {
        nobodyIn("processing").mayKnow("edge", "versions");
        nobodyIn("processing").mayKnow(SLICES);
    }

    @Test
    void the_edge_knows_no_slice() {
        nobodyIn("edge").mayKnow("versions", "feed");
        nobodyIn("edge").mayKnow(SLICES);
    }

    @Test
    void the_versions_know_no_slice() {
        nobodyIn("versions").mayKnow("edge", "feed");
        nobodyIn("versions").mayKnow(SLICES);
    }

    @Test
    void responsibility_is_pure() {
        nobodyIn("responsibility").mayKnow("feed", "processing", "edge", "versions");
        nobodyIn("responsibility").mayKnow(SLICES);
    }

    @Test
    void slices_do_not_know_each_other() {
        for (String slice : SLICES) {
            Set<String> others = new HashSet<>(SLICES);
            others.remove(slice);
            if (!WHOLE.contains(slice)) {
                others.add("feed");
            }
            nobodyIn(slice).mayKnow(others);
        }
    }

    @Test
    void only_processing_knows_axon() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "processing")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(CLASSES);
    }

    private interface Rule {
        void mayKnow(Collection<String> others);

        default void mayKnow(String... others) {
            mayKnow(List.of(others));
        }
    }

    private static Rule nobodyIn(String slice) {
        return others -> {
            for (String other : others) {
                noClasses()
                        .that()
                        .resideInAPackage(BASE + slice)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(BASE + other)
                        .check(CLASSES);
            }
        };
    }
}
