/** What is published to readers of events: the schemas, and the description of the topic. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.contracts;
