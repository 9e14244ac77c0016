/** Signed notes and checkpoints of the log, as C2SP signed-note and tlog-checkpoint say. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.note;
