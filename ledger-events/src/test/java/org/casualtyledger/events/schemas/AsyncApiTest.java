package org.casualtyledger.events.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.topic.TopicRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The AsyncAPI document says what the topic holds. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = PublishedSchemas.json(EventSchemas.asyncApi());
    private static final JsonNode MESSAGES = DOCUMENT.at("/components/messages");

    @Test
    void every_event_and_the_progress_record_are_messages_of_the_channel() {
        Set<String> expected = new TreeSet<>(Set.of(TopicRecord.PROGRESS));
        EventCodec.storedNames().forEach(name -> expected.add(name.toString()));

        assertThat(DOCUMENT.get("asyncapi").stringValue()).isEqualTo("3.0.0");
        assertThat(Set.copyOf(MESSAGES.propertyNames())).isEqualTo(expected);
        assertThat(Set.copyOf(DOCUMENT.at("/channels/casualty-ledger/messages").propertyNames()))
                .isEqualTo(expected);
    }

    @Test
    void a_messages_payload_is_the_schema_that_is_served_beside_the_document() {
        for (StoredName name : EventCodec.storedNames()) {
            JsonNode message = MESSAGES.get(name.toString());
            String schema = message.at("/payload/schema/$ref").stringValue();

            assertThat(URI.create("/asyncapi").resolve(schema))
                    .hasToString(EventSchemas.address(name.type(), name.version()));
            assertThat(message.get("name").stringValue()).isEqualTo(name.type());
            assertThat(message.get("title")).isEqualTo(PublishedSchemas.json(name).get("title"));
        }
    }

    @Test
    void every_reference_within_the_document_leads_somewhere() {
        List<String> references = new ArrayList<>();
        references(DOCUMENT, references);

        assertThat(references)
                .filteredOn(reference -> reference.startsWith("#"))
                .hasSizeGreaterThan(EventCodec.storedNames().size())
                .allSatisfy(
                        reference ->
                                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                                        .isFalse());
    }

    @Test
    void an_events_headers_are_those_of_its_record_and_all_but_the_trace_are_there() {
        JsonNode headers = DOCUMENT.at("/components/schemas/eventHeaders");

        assertThat(names(headers))
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_time",
                        "ce_subject",
                        "ce_dataschema",
                        "content-type",
                        TopicRecord.POSITION,
                        TopicRecord.PREVIOUS,
                        TopicRecord.TRACEPARENT);
        assertThat(names(headers))
                .as("only what is for the operator's own traces may be missing")
                .containsAll(required(headers))
                .hasSize(required(headers).size() + 1);
        assertThat(required(headers)).doesNotContain(TopicRecord.TRACEPARENT);
    }

    @Test
    void progress_has_no_position_and_no_theatre() {
        JsonNode headers = DOCUMENT.at("/components/schemas/progressHeaders");

        assertThat(names(headers))
                .contains("ce_type", TopicRecord.PREVIOUS)
                .doesNotContain(TopicRecord.POSITION, "ce_subject", "ce_dataschema");
        assertThat(required(headers)).containsExactlyInAnyOrderElementsOf(names(headers));
        assertThat(headers.at("/properties/ce_type/const").stringValue())
                .isEqualTo(TopicRecord.PROGRESS);
    }

    private static List<String> names(JsonNode schema) {
        return List.copyOf(schema.get("properties").propertyNames());
    }

    private static List<String> required(JsonNode schema) {
        return schema.get("required").values().stream().map(JsonNode::stringValue).toList();
    }

    private static void references(JsonNode node, List<String> found) {
        if (node.path("$ref").isString()) {
            found.add(node.get("$ref").stringValue());
        }
        node.forEach(child -> references(child, found));
    }
}
