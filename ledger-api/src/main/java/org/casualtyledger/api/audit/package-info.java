/**
 * What makes the log provable: what was committed is read again, journaled on a volume of its own,
 * signed, and served as C2SP tlog-tiles. Once history is not what was signed, nothing is signed or
 * appended any more.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.audit;
