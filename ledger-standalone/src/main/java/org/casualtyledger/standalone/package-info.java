/** One process: the command line, and both services over an embedded PostgreSQL. */
@NullMarked
package org.casualtyledger.standalone;

import org.jspecify.annotations.NullMarked;
