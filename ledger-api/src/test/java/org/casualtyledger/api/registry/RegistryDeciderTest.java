package org.casualtyledger.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.api.registry.RegistryCommand.PublishMethodology;
import org.casualtyledger.api.registry.RegistryCommand.RegisterActor;
import org.casualtyledger.api.registry.RegistryCommand.SetDefaultMethodology;
import org.casualtyledger.api.registry.RegistryDecider.Decision;
import org.casualtyledger.api.registry.RegistryState.Actors;
import org.casualtyledger.api.registry.RegistryState.At;
import org.casualtyledger.api.registry.RegistryState.Versions;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorRegistered.Membership;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.MembershipKind;
import org.casualtyledger.events.MethodologyPublished;
import org.junit.jupiter.api.Test;

/** The rules of the registries, without anything around them. */
class RegistryDeciderTest {
    private static final ActorId WING = new ActorId("sample-wing");
    private static final ActorId FRONT = new ActorId("sample-front");
    private static final String HASH = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    @Test
    void an_actor_is_registered_and_its_entry_replaced() {
        ActorRegistered entry = new ActorRegistered(WING, "Wing", List.of(), List.of());
        assertThat(RegistryDecider.register(wing("Wing"), nobody()))
                .isEqualTo(new Decision.Accepted(entry));
        Actors known = new Actors(Optional.of(new At<>(7, entry)), Map.of());
        assertThat(RegistryDecider.register(wing("Wing"), known))
                .isEqualTo(new Decision.SaidAlready(7));
        assertThat(RegistryDecider.register(wing("Winged"), known))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void what_an_actor_is_part_of_is_registered_first() {
        assertThat(codes(RegistryDecider.register(partOf(FRONT), nobody())))
                .containsExactly("/memberships/0/of unknown-actor");
        Actors known = new Actors(Optional.empty(), Map.of(FRONT, List.of()));
        assertThat(RegistryDecider.register(partOf(FRONT), known))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void an_actor_is_no_part_of_itself_and_none_of_its_parts() {
        assertThat(codes(RegistryDecider.register(partOf(WING), nobody())))
                .containsExactly("/memberships/0/of itself");
        Actors circle = new Actors(Optional.empty(), Map.of(FRONT, List.of(membership(WING))));
        assertThat(codes(RegistryDecider.register(partOf(FRONT), circle)))
                .containsExactly("/memberships/0/of circular");
    }

    @Test
    void one_document_stands_under_a_name_and_version() {
        assertThat(RegistryDecider.publish(publish("house", 1, HASH), none()))
                .isInstanceOf(Decision.Accepted.class);
        Versions known = published("house", 1, HASH);
        assertThat(RegistryDecider.publish(publish("house", 1, HASH), known))
                .isEqualTo(new Decision.SaidAlready(3));
        assertThat(RegistryDecider.publish(publish("house", 1, OTHER), known))
                .isEqualTo(new Decision.Refused(new RegistryRefusal.OtherDocument(3)));
        assertThat(RegistryDecider.publish(publish("house", 2, OTHER), known))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void nobody_takes_the_name_of_what_comes_with_the_ledger() {
        Versions shipped = shipped("documented", 2);
        assertThat(RegistryDecider.publish(publish("documented", 2, OTHER), shipped))
                .isEqualTo(new Decision.Refused(new RegistryRefusal.ComesWithTheLedger()));
        assertThat(RegistryDecider.publish(publish("documented", 2, HASH), shipped))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_default_is_one_that_is_known() {
        SetDefaultMethodology choice = new SetDefaultMethodology("house", 1);
        DefaultMethodologySet chosen = new DefaultMethodologySet("house", 1, HASH);
        assertThat(RegistryDecider.choose(choice, none()))
                .isEqualTo(new Decision.Refused(new RegistryRefusal.NoSuchMethodology()));
        assertThat(RegistryDecider.choose(choice, published("house", 1, HASH)))
                .isEqualTo(new Decision.Accepted(chosen));
        assertThat(RegistryDecider.choose(choice, shipped("house", 1)))
                .isEqualTo(new Decision.Accepted(chosen));
        Versions already =
                new Versions(
                        published("house", 1, HASH).published(),
                        List.of(),
                        Optional.of(new At<>(9, chosen)));
        assertThat(RegistryDecider.choose(choice, already)).isEqualTo(new Decision.SaidAlready(9));
    }

    private static List<String> codes(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision)
                .refusal().problem().errors().stream()
                        .map(error -> error.pointer() + " " + error.code())
                        .toList();
    }

    private static RegisterActor wing(String name) {
        return new RegisterActor(WING, name, List.of(), List.of());
    }

    private static RegisterActor partOf(ActorId of) {
        return new RegisterActor(WING, "Wing", List.of(), List.of(membership(of)));
    }

    private static Membership membership(ActorId of) {
        return new Membership(of, MembershipKind.PART, Optional.empty(), Optional.empty());
    }

    private static Actors nobody() {
        return new Actors(Optional.empty(), Map.of());
    }

    private static PublishMethodology publish(String name, int version, String hash) {
        return new PublishMethodology(name, version, "{}", hash);
    }

    private static Versions none() {
        return new Versions(List.of(), List.of(), Optional.empty());
    }

    private static Versions published(String name, int version, String hash) {
        return new Versions(
                List.of(new At<>(3, new MethodologyPublished(name, version, "{}", hash))),
                List.of(),
                Optional.empty());
    }

    private static Versions shipped(String name, int version) {
        return new Versions(
                List.of(),
                List.of(new ShippedMethodologies.Shipped(name, version, HASH)),
                Optional.empty());
    }
}
