/** Registries that hold for the whole ledger: actors and methodologies. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.registry;
