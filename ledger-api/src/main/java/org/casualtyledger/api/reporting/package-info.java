/** Reports: submitted, corrected and withdrawn by one organisation. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.reporting;
