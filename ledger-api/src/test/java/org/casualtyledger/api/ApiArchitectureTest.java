package org.casualtyledger.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules between the slices of the write side. Between modules Maven's Enforcer keeps them. */
class ApiArchitectureTest {
    private static final JavaClasses API =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.casualtyledger.api");

    @Test
    void slices_never_import_slices() {
        slices().matching(
                        "org.casualtyledger.api.(reporting|access|incidents|verification|attribution|registry|resolution|audit|publication|signing|contracts|topic)..")
                .should()
                .notDependOnEachOther()
                .check(API);
    }

    @Test
    void the_log_knows_no_slice_and_no_event_type() {
        noClasses()
                .that()
                .resideInAPackage("..api.eventlog..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "..api.reporting..",
                                        "..api.access..",
                                        "..api.registry..",
                                        "..api.resolution..",
                                        "..api.commands..",
                                        "..api.leaf..")
                                .or(resideInAPackage("org.casualtyledger.events")))
                .check(API);
    }

    @Test
    void of_the_reporting_slice_only_handlers_and_wiring_import_axon() {
        noClasses()
                .that()
                .resideInAPackage("..api.reporting..")
                .and()
                .haveSimpleNameNotStartingWith("ReportHandlers")
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(API);
    }

    @Test
    void what_slices_share_knows_no_slice() {
        noClasses()
                .that()
                .resideInAnyPackage("..api.commands..", "..api.leaf..", "..api.lease..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..api.reporting..",
                        "..api.access..",
                        "..api.incidents..",
                        "..api.verification..",
                        "..api.attribution..")
                .check(API);
    }

    @Test
    void of_the_slices_of_incidents_only_handlers_and_sourcing_import_axon() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..api.commands..",
                        "..api.incidents..",
                        "..api.verification..",
                        "..api.attribution..")
                .and()
                .haveSimpleNameNotEndingWith("Handlers")
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .and()
                .haveNameNotMatching(".*\\.commands\\.(IncidentCommands|Sourcing)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(API);
    }

    @Test
    void of_the_log_only_the_engine_imports_axon() {
        noClasses()
                .that()
                .resideInAPackage("..api.eventlog..")
                .and()
                .doNotHaveSimpleName("LedgerStorageEngine")
                .and()
                .doNotHaveSimpleName("LedgerAppend")
                .and()
                .doNotHaveSimpleName("SourcedEntries")
                .and()
                .doNotHaveSimpleName("AppendExtras")
                .and()
                .doNotHaveSimpleName("AppendRefused")
                .and()
                .doNotHaveSimpleName("LeafCodec")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(API);
    }

    @Test
    void rules_are_pure() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java.lang..", "java.util..", "org.casualtyledger.."))
                .check(API);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.InstantSource")
                .check(API);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service|Dto|Entity)")
                .check(API);
    }
}
