/**
 * The log as Kafka carries it. One topic, whose partitions are read by {@code assign} and {@code
 * seek}: how far one is stands in the reader's own database, never in Kafka.
 *
 * <p>A broker is not trusted. What is missing or comes out of its order is noticed here, by the
 * chain that the records' headers are ({@link org.casualtyledger.events.topic.TopicRecord}); what
 * was altered is noticed by whoever compares with the signed checkpoints.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.feed.kafka;
