package org.casualtyledger.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorMatcherTest {
    private static final KnownActor STATE =
            new KnownActor("gov-syria", "Government of Syria", List.of("Syrian Arab Republic"));
    private static final KnownActor IS =
            new KnownActor(
                    "is", "IS", List.of("Islamic State", "ISIL", "داعش", "الدولة الإسلامية"));
    private static final KnownActor ISKP =
            new KnownActor("iskp", "Islamic State Khorasan Province", List.of("ISKP"));
    private static final KnownActor SHABAAB = new KnownActor("shabaab", "Al-Shabaab", List.of());
    private static final KnownActor COALITION =
            new KnownActor(
                    "coalition", "Global Coalition", List.of("US-led Coalition", "Coalition"));
    private static final KnownActor SAUDI_COALITION =
            new KnownActor("saudi", "Saudi-led Coalition", List.of("The Coalition"));

    private final ActorMatcher matcher =
            new ActorMatcher(List.of(STATE, IS, ISKP, SHABAAB, COALITION, SAUDI_COALITION));

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    Government of Syria,       gov-syria
                    the government of  SYRIA,  gov-syria
                    Islamic State,             is
                    الدوله الاسلاميه,          is
                    al Shabaab,                shabaab
                    Shabaab,                   shabaab
                    Al-Shabāb,                 none
                    U.S.-led Coalition,        none
                    US led coalition,          coalition
                    """)
    void exactly_one_actor_of_the_folded_name_is_automatic(String stated, String id) {
        String found =
                matcher.match(stated) instanceof ActorMatch.Automatic automatic
                        ? automatic.actor().id()
                        : "none";
        assertThat(found).isEqualTo(id);
    }

    @Test
    void a_government_is_not_its_country() {
        assertThat(matcher.match("Syria")).isNotInstanceOf(ActorMatch.Automatic.class);
    }

    @Test
    void a_name_that_two_actors_bear_is_ambiguous() {
        assertThat(matcher.match("Coalition"))
                .isInstanceOfSatisfying(
                        ActorMatch.Ambiguous.class,
                        ambiguous ->
                                assertThat(ambiguous.suggestions())
                                        .extracting(ActorSuggestion::actor)
                                        .containsExactly(COALITION, SAUDI_COALITION));
    }

    @Test
    void a_name_that_is_part_of_another_is_suggested_and_says_why() {
        assertThat(matcher.match("Islamic State Sinai Province"))
                .isInstanceOfSatisfying(
                        ActorMatch.Suggestions.class,
                        suggestions -> {
                            assertThat(suggestions.suggestions())
                                    .extracting(ActorSuggestion::actor)
                                    .containsExactly(ISKP, IS);
                            assertThat(suggestions.suggestions().getLast().reasons())
                                    .contains("all words of one name are in the other");
                        });
    }

    @Test
    void where_nothing_resembles_the_name_nothing_is_suggested() {
        assertThat(matcher.match("Xyzzy")).isEqualTo(new ActorMatch.Nothing());
        assertThat(matcher.match(" ")).isEqualTo(new ActorMatch.Nothing());
        assertThat(new ActorMatcher(List.of()).match("IS")).isEqualTo(new ActorMatch.Nothing());
    }
}
