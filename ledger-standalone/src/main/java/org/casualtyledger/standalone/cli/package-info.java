/** The commands. Each is a client of the HTTP interface, even where it starts the server itself. */
@NullMarked
package org.casualtyledger.standalone.cli;

import org.jspecify.annotations.NullMarked;
