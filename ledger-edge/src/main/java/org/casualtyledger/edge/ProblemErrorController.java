package org.casualtyledger.edge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What fails before a controller is reached ends here: a problem, never an HTML page. */
@RestController
final class ProblemErrorController implements ErrorController {
    @OpenToAll
    @RequestMapping("/error")
    ResponseEntity<byte[]> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (!(status instanceof Integer code)) { // asked for by its address: there is nothing here
            return ProblemWriter.response(Problems.ofStatus(404), request.getRequestURI());
        }
        return ProblemWriter.response(Problems.ofStatus(code), uri == null ? "" : uri.toString());
    }
}
