package org.casualtyledger.api.commands;

import org.casualtyledger.edge.Problem;

/**
 * Why a command is not carried out. A value; each slice has a sealed type of its own, whose
 * problems are written in one place.
 */
public interface Refusal {
    Problem problem();
}
