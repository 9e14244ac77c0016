package org.casualtyledger.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request needs a key that has this scope. A handler without a rule lets nobody in. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {
    Scope[] value();

    /** Whether {@code ledger.tallies.public=true} opens this to all. Only for reading tallies. */
    boolean openWithPublicTallies() default false;

    /**
     * Whether {@code ledger.log.public=true} opens this to all. Only for reading the log itself.
     */
    boolean openWithPublicLog() default false;

    /** Whether {@code ledger.metrics.public=true} opens this to all. Only for meters. */
    boolean openWithPublicMetrics() default false;
}
