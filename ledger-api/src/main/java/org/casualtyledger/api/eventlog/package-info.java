/**
 * The event log: the port, its two backends, and the storage engine that lets Axon host commands
 * over it.
 */
@NullMarked
package org.casualtyledger.api.eventlog;

import org.jspecify.annotations.NullMarked;
