package org.casualtyledger.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Takes spans as any collector does: OTLP over HTTP, protobuf. */
final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * A span as it was received.
     *
     * @param linked the span ids that it links to
     * @param position its attribute ledger.position; -1 without one
     */
    record Span(
            String trace,
            String id,
            String parent,
            String name,
            List<String> linked,
            long position) {}

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/traces",
                exchange -> {
                    fields(
                            ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()),
                            (field, request) -> eachSpanOf(request));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** ResourceSpans.scope_spans = 2, ScopeSpans.spans = 2. */
    private void eachSpanOf(Value resourceSpans) {
        fields(
                resourceSpans.bytes(),
                (field, scopeSpans) -> {
                    if (field == 2) {
                        fields(
                                scopeSpans.bytes(),
                                (inner, span) -> {
                                    if (inner == 2) {
                                        spans.add(span(span.bytes()));
                                    }
                                });
                    }
                });
    }

    /** Span: trace_id 1, span_id 2, parent_span_id 4, name 5, attributes 9, links 13. */
    private static Span span(ByteBuffer message) {
        String[] texts = {"", "", "", ""};
        long[] position = {-1};
        List<String> linked = new ArrayList<>();
        fields(
                message,
                (field, value) -> {
                    switch (field) {
                        case 1 -> texts[0] = value.hex();
                        case 2 -> texts[1] = value.hex();
                        case 4 -> texts[2] = value.hex();
                        case 5 -> texts[3] = value.text();
                        case 9 -> position[0] = Math.max(position[0], position(value.bytes()));
                        case 13 ->
                                fields(
                                        value.bytes(),
                                        (inner, id) -> {
                                            if (inner == 2) {
                                                linked.add(id.hex());
                                            }
                                        });
                        default -> {}
                    }
                });
        return new Span(texts[0], texts[1], texts[2], texts[3], linked, position[0]);
    }

    /** KeyValue: key 1, value 2; AnyValue.int_value = 3. */
    private static long position(ByteBuffer attribute) {
        String[] key = {""};
        long[] number = {-1};
        fields(
                attribute,
                (field, value) -> {
                    if (field == 1) {
                        key[0] = value.text();
                    } else {
                        fields(
                                value.bytes(),
                                (inner, any) -> {
                                    if (inner == 3) {
                                        number[0] = any.number();
                                    }
                                });
                    }
                });
        return key[0].equals("ledger.position") ? number[0] : -1;
    }

    private record Value(long number, ByteBuffer bytes) {
        String hex() {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return HexFormat.of().formatHex(copy);
        }

        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }

    /** The fields of a protobuf message: varint, 64 bits, bytes, 32 bits. */
    private static void fields(ByteBuffer message, BiConsumer<Integer, Value> each) {
        ByteBuffer in = message.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        ByteBuffer none = ByteBuffer.allocate(0);
        while (in.hasRemaining()) {
            long tag = varint(in);
            int field = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> each.accept(field, new Value(varint(in), none));
                case 1 -> each.accept(field, new Value(in.getLong(), none));
                case 2 -> {
                    int length = (int) varint(in);
                    each.accept(field, new Value(0, in.slice(in.position(), length)));
                    in.position(in.position() + length);
                }
                case 5 -> each.accept(field, new Value(in.getInt(), none));
                default -> throw new AssertionError("no protobuf");
            }
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
