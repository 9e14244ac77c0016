package org.casualtyledger.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class StandaloneArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.casualtyledger.standalone");

    @Test
    void commands_and_folders_stay_off_spring_so_that_help_is_quick() {
        noClasses()
                .that()
                .resideInAnyPackage("..standalone.cli..", "..standalone.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.axonframework..")
                .because("a command lives for a second; only SpringLedgerProcess starts a server")
                .check(CLASSES);
    }

    @Test
    void commands_know_the_http_interface_alone_and_neither_service() {
        noClasses()
                .that()
                .resideInAnyPackage("..standalone.cli..", "..standalone.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.casualtyledger.api..", "org.casualtyledger.projections..")
                .because("what a command may do, any client of the HTTP interface may do")
                .check(CLASSES);
    }

    @Test
    void jpa_is_known_to_the_benchmark_alone_and_hibernate_to_nobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..standalone.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .because("the benchmark measures Axon's own engine, and nothing of ours runs on it")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hibernate..")
                .because("no ORM: Hibernate is on the class path for Axon's engine")
                .check(CLASSES);
    }

    @Test
    void packages_depend_on_each_other_one_way() {
        slices().matching("org.casualtyledger.standalone.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
