package org.casualtyledger.api.commands;

import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/** An event, and where it stands in the log. */
public record Recorded(long position, OrganisationId by, TheatreId theatre, LedgerEvent event) {}
