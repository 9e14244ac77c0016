package org.casualtyledger.standalone.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stream that breaks off when nothing comes for too long. The JDK's client bounds the wait for an
 * answer's head, but not for its body.
 */
final class Impatient extends FilterInputStream {

    private static final System.Logger LOG = System.getLogger(Impatient.class.getName());

    private final Duration patience;
    private volatile boolean exhausted;

    Impatient(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        ScheduledFuture<?> end =
                ForkJoinPool.commonPool()
                        .schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int n = super.read(buffer, offset, length);
            refuseIfExhausted();
            return n;
        } catch (IOException e) {
            refuseIfExhausted();
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    private void refuseIfExhausted() throws IOException {
        if (exhausted) {
            throw new IOException("nothing came for " + patience.toSeconds() + " s");
        }
    }

    /** Closing is what wakes the reader. */
    private void giveUp() {
        exhausted = true;
        try {
            in.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "already closed", e);
        }
    }
}
