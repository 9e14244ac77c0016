/** The published language of the ledger. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events;
