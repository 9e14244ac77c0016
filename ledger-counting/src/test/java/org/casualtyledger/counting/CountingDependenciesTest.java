package org.casualtyledger.counting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CountingDependenciesTest {
    @Test
    void counting_knows_the_events_and_nothing_else() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "tools.jackson.databind..",
                        "org.casualtyledger.events..",
                        "org.casualtyledger.counting..")
                .check(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                                .importPackages("org.casualtyledger.counting"));
    }
}
