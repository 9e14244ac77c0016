package org.casualtyledger.edge;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * One slice's part of the OpenAPI 3.1 document, written by hand: bodies are read strictly from
 * bytes, so there are no classes from which it could be guessed. What the fragment says of an
 * operation replaces what was generated; a path that no controller has is left out, so that the
 * document never promises what is not there.
 */
public final class OpenApiFragment implements OpenApiCustomizer {
    private final String resource;

    /** A fragment on the class path, in YAML. */
    public OpenApiFragment(String resource) {
        this.resource = resource;
    }

    @Override
    public void customise(OpenAPI document) {
        OpenAPI fragment = read();
        if (fragment.getInfo() != null) {
            document.setInfo(fragment.getInfo());
            document.setSecurity(fragment.getSecurity());
            document.setServers(null);
        }
        if (fragment.getPaths() != null) {
            fragment.getPaths().forEach((path, item) -> replace(document, path, item));
        }
        if (fragment.getComponents() != null) {
            merge(document, fragment.getComponents());
        }
    }

    /** One path may have its operations in two fragments: reading is another service's. */
    private static void replace(OpenAPI document, String path, PathItem item) {
        PathItem known = document.getPaths().get(path);
        if (known == null) {
            return;
        }
        item.readOperationsMap()
                .forEach(
                        (method, operation) -> {
                            if (item.getParameters() != null) {
                                item.getParameters().forEach(operation::addParametersItem);
                            }
                            known.operation(method, operation);
                        });
    }

    private static void merge(OpenAPI document, Components fragment) {
        Components components =
                Objects.requireNonNullElseGet(document.getComponents(), Components::new);
        document.setComponents(components);
        Objects.requireNonNullElseGet(
                        fragment.getSchemas(),
                        LinkedHashMap<String, io.swagger.v3.oas.models.media.Schema>::new)
                .forEach(components::addSchemas);
        Objects.requireNonNullElseGet(
                        fragment.getResponses(),
                        LinkedHashMap<String, io.swagger.v3.oas.models.responses.ApiResponse>::new)
                .forEach(components::addResponses);
        Objects.requireNonNullElseGet(
                        fragment.getParameters(),
                        LinkedHashMap<String, io.swagger.v3.oas.models.parameters.Parameter>::new)
                .forEach(components::addParameters);
        Objects.requireNonNullElseGet(
                        fragment.getSecuritySchemes(),
                        LinkedHashMap<String, io.swagger.v3.oas.models.security.SecurityScheme>
                                ::new)
                .forEach(components::addSecuritySchemes);
    }

    private OpenAPI read() {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream(resource), resource)) {
            return Yaml31.mapper().readValue(in, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
