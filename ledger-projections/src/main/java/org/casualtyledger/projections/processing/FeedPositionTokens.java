package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's view of {@link FeedPosition}: one segment, whose token is the position through which
 * everything is applied. Claims are Axon's; the position is moved by a flush alone, together with
 * its rows, so storing a token does nothing.
 */
final class FeedPositionTokens implements TokenStore {
    private final DataSource read;
    private final FeedPosition row;
    private volatile Optional<FeedPosition.Claim> claim = Optional.empty();

    FeedPositionTokens(DataSource read, FeedPosition row) {
        this.read = read;
        this.row = row;
    }

    /** The claim that this processor took last; another one may have taken the projection since. */
    Optional<FeedPosition.Claim> claim() {
        return claim;
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor,
            int segments,
            @Nullable TrackingToken initial,
            @Nullable ProcessingContext context) {
        return now(
                connection -> {
                    row.create(connection);
                    return List.of(Segment.ROOT_SEGMENT);
                });
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token,
            String processor,
            int segment,
            @Nullable ProcessingContext context) {
        return CompletableFuture.runAsync(() -> {}, Runnable::run);
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        return now(
                connection -> {
                    FeedPosition.Claim taken =
                            row.claim(connection)
                                    .orElseThrow(
                                            () ->
                                                    new UnableToClaimTokenException(
                                                            "another processor has " + processor));
                    claim = Optional.of(taken);
                    return new GlobalSequenceTrackingToken(taken.position());
                });
    }

    @Override
    public CompletableFuture<Void> extendClaim(
            String processor, int segment, @Nullable ProcessingContext context) {
        return now(connection -> claim.isPresent() && row.extend(connection, claim.get().epoch()))
                .thenAccept(
                        extended -> {
                            if (!extended) {
                                throw new UnableToClaimTokenException(
                                        "another processor took " + processor);
                            }
                        });
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processor, int segment, @Nullable ProcessingContext context) {
        return now(connection -> claim.isPresent() && row.release(connection, claim.get().epoch()))
                .thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token,
            String processor,
            Segment segment,
            @Nullable ProcessingContext context) {
        throw new UnsupportedOperationException("a projection has one segment");
    }

    @Override
    public CompletableFuture<Void> deleteToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        throw new UnsupportedOperationException("a projection has one segment");
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(
            String processor, int segment, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(Segment.ROOT_SEGMENT);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(
            String processor, @Nullable ProcessingContext context) {
        return initializeTokenSegments(processor, 1, null, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(List.of(Segment.ROOT_SEGMENT));
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(
            @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture("feed_position");
    }

    private <T> CompletableFuture<T> now(Work<T> work) {
        try (Connection connection = read.getConnection()) {
            return CompletableFuture.completedFuture(work.with(connection));
        } catch (SQLException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
