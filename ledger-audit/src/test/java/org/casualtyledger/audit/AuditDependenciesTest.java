package org.casualtyledger.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class AuditDependenciesTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                    .importPackages("org.casualtyledger.audit");

    @Test
    void auditing_knows_events_and_counting_and_nothing_of_the_services() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.sun.net.httpserver..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "org.casualtyledger.events..",
                        "org.casualtyledger.counting..",
                        "org.casualtyledger.audit..")
                .check(CLASSES);
    }

    @Test
    void packages_depend_on_each_other_one_way() {
        slices().matching("org.casualtyledger.audit.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
