package org.casualtyledger.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes spans as any collector does: OTLP over HTTP, protobuf. */
public final class OtlpReceiver implements AutoCloseable {
    private static final String POSITION = "ledger.position";

    /** Of AnyValue. */
    private static final int STRING_VALUE = 1;

    private static final int INT_VALUE = 3;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * A span as it was received.
     *
     * @param instance which process it is from, as its resource says
     * @param linked the span ids that it links to
     * @param position its attribute ledger.position; -1 without one
     */
    public record Span(
            String instance,
            String trace,
            String id,
            String parent,
            String name,
            List<String> linked,
            long position) {}

    public OtlpReceiver() throws IOException {
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

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    public List<Span> spans(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** The one of this name, among these. */
    public static Span named(String name, List<Span> spans) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + spans));
    }

    /** ResourceSpans: resource 1, scope_spans 2; Resource.attributes 1, ScopeSpans.spans 2. */
    private void eachSpanOf(Value resourceSpans) {
        Map<String, Value> resource = new HashMap<>();
        inside(1, resourceSpans, found -> inside(1, found, each -> attribute(each, resource)));
        String instance = text(resource.get("service.instance.id"));
        inside(
                2,
                resourceSpans,
                scope -> inside(2, scope, span -> spans.add(span(instance, span.bytes()))));
    }

    /** Span: trace_id 1, span_id 2, parent_span_id 4, name 5, attributes 9, links 13. */
    private static Span span(String instance, ByteBuffer message) {
        String[] texts = {"", "", "", ""};
        Map<String, Value> attributes = new HashMap<>();
        List<String> linked = new ArrayList<>();
        fields(
                message,
                (field, value) -> {
                    switch (field) {
                        case 1 -> texts[0] = value.hex();
                        case 2 -> texts[1] = value.hex();
                        case 4 -> texts[2] = value.hex();
                        case 5 -> texts[3] = value.text();
                        case 9 -> attribute(value, attributes);
                        case 13 -> inside(2, value, id -> linked.add(id.hex()));
                        default -> {}
                    }
                });
        long[] position = {-1};
        Value stated = attributes.get(POSITION);
        if (stated != null) {
            inside(INT_VALUE, stated, number -> position[0] = number.number());
        }
        return new Span(instance, texts[0], texts[1], texts[2], texts[3], linked, position[0]);
    }

    /** KeyValue: key 1, value 2. */
    private static void attribute(Value keyValue, Map<String, Value> into) {
        inside(1, keyValue, key -> inside(2, keyValue, value -> into.put(key.text(), value)));
    }

    private static String text(@Nullable Value anyValue) {
        String[] text = {""};
        if (anyValue != null) {
            inside(STRING_VALUE, anyValue, value -> text[0] = value.text());
        }
        return text[0];
    }

    /** Each value of this field. */
    private static void inside(int field, Value message, Consumer<Value> each) {
        fields(
                message.bytes(),
                (number, value) -> {
                    if (number == field) {
                        each.accept(value);
                    }
                });
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
