package org.casualtyledger.projections;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * tallies, series → edge, versions → processing → feed, and nothing else: the slices {@code
 * tallies} and {@code series} do not know each other, and nobody but the wiring knows them.
 */
class SlicesTest {
    private static final String BASE = "org.casualtyledger.projections.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                    .importPackages("org.casualtyledger.projections");

    @Test
    void the_feed_knows_no_other_package() {
        nobodyIn("feed").mayKnow("processing", "edge", "versions", "tallies", "series");
    }

    @Test
    void processing_knows_the_feed_alone() {
        nobodyIn("processing").mayKnow("edge", "versions", "tallies", "series");
    }

    @Test
    void the_edge_knows_no_slice() {
        nobodyIn("edge").mayKnow("versions", "tallies", "series", "feed");
    }

    @Test
    void the_versions_know_no_slice() {
        nobodyIn("versions").mayKnow("edge", "tallies", "series", "feed");
    }

    @Test
    void slices_do_not_know_each_other() {
        nobodyIn("tallies").mayKnow("series", "feed");
        nobodyIn("series").mayKnow("tallies", "feed");
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
        void mayKnow(String... others);
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
