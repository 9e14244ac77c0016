/** Canonical JSON (RFC 8785) and reading JSON with every fault named. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.json;
