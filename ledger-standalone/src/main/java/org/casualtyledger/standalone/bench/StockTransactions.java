package org.casualtyledger.standalone.bench;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.ArrayDeque;
import java.util.Deque;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;

/**
 * JPA's transactions for Axon, which Spring would otherwise bind to threads: each has an entity
 * manager of its own, and one that is begun inside another is apart from it.
 */
final class StockTransactions implements TransactionManager, EntityManagerProvider {
    private final EntityManagerFactory factory;
    private final ThreadLocal<Deque<EntityManager>> open = ThreadLocal.withInitial(ArrayDeque::new);

    StockTransactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Override
    public Transaction startTransaction() {
        EntityManager manager = factory.createEntityManager();
        EntityTransaction transaction = manager.getTransaction();
        transaction.begin();
        open.get().push(manager);
        return new Transaction() {
            @Override
            public void commit() {
                try {
                    transaction.commit();
                } finally {
                    end(manager);
                }
            }

            @Override
            public void rollback() {
                try {
                    if (transaction.isActive()) {
                        transaction.rollback();
                    }
                } finally {
                    end(manager);
                }
            }
        };
    }

    /** Axon closes some of them itself, which takes effect at the end of the transaction. */
    private void end(EntityManager manager) {
        open.get().remove(manager);
        if (manager.isOpen()) {
            manager.close();
        }
    }

    /** That of this thread's innermost transaction; outside of one, a new one for who asks. */
    @Override
    public EntityManager getEntityManager() {
        EntityManager innermost = open.get().peek();
        return innermost == null ? factory.createEntityManager() : innermost;
    }
}
