package org.casualtyledger.edge;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.casualtyledger.edge.observe.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What Tomcat refuses before Spring sees it (a malformed request line, say) is a problem too.
 * Tomcat creates it by name.
 */
public final class ProblemErrorReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String id = response.getHeader(RequestId.HEADER);
        if (id == null) { // it never came to our filter
            id = RequestId.of(request.getHeader(RequestId.HEADER));
        }
        try (var _ = MDC.putCloseable(RequestId.FIELD, id)) {
            response.setHeader(RequestId.HEADER, id);
            response.setContentType("application/problem+json");
            byte[] body = ProblemWriter.bytes(Problems.ofStatus(status), "");
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("caller went away", e);
        }
    }
}
