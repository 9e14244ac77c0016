/**
 * The published language of the topic: how the log is cut into partitions, and what a record's
 * headers say. Knows no Kafka client.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.topic;
