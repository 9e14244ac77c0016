/** What is published of the tallies, and what others hold against numbers and reports. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.publication;
