/** Who is held responsible, and what belligerents say. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.attribution;
