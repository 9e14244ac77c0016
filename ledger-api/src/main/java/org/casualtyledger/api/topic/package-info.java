/**
 * Publication of the log to Kafka. One instance of several publishes at a time; where it has to go
 * on, Kafka alone says.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.topic;
