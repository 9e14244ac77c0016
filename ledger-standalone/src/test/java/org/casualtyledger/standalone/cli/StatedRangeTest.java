package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StatedRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5-8  | {'r':{'min':5,'max':8}}",
                "5–8  | {'r':{'min':5,'max':8}}",
                "5..8 | {'r':{'min':5,'max':8}}",
                "5    | {'r':{'min':5,'max':5}}",
                "0    | {'r':{'min':0,'max':0}}",
                "5+   | {'r':{'min':5}}",
                "5-   | {'r':{'min':5}}",
                "..8  | {'r':{'max':8}}",
                "-8   | {'r':{'max':8}}",
                "8-5  | {'r':{'min':8,'max':5}}" // the ledger swaps and flags it
            })
    void what_is_not_stated_is_left_out(String text, String json) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        StatedRange.into(body, "r", Optional.of(StatedRange.parse(text)));
        assertThat(body.toString()).isEqualTo(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "..", "+", "about 5", "5-8-9", "5.5", "12345678", "-5+"})
    void anything_else_is_a_fault_that_says_how_to_write_it(String text) {
        assertThatThrownBy(() -> StatedRange.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("5+ (at least)");
    }

    @Test
    void a_membership_may_be_dated_on_either_side() {
        assertThat(Membership.parse("part:a@2014-09-01.."))
                .isEqualTo(new Membership("part", "a", "2014-09-01", null));
        assertThat(Membership.parse("coalition:b"))
                .isEqualTo(new Membership("coalition", "b", null, null));
        assertThatThrownBy(() -> Membership.parse("b")).isInstanceOf(TypeConversionException.class);
    }
}
