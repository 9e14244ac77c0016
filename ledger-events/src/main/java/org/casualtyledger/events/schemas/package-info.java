/**
 * The contract with whoever reads events elsewhere: a JSON Schema for each type and version, and
 * the AsyncAPI document of the topic. Documents alone; {@code EventContractsTest} holds them and
 * the codec together.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.schemas;
