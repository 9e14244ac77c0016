package org.casualtyledger.edge;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.catalina.core.StandardHost;
import org.casualtyledger.edge.observe.ObserveConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wires the edge. Needs a data source named {@code accessDataSource} on the database that holds the
 * schema {@code access}.
 *
 * <p>Settings: {@code ledger.tallies.public} (default false) opens the reading of tallies to all,
 * {@code ledger.log.public} (default false) that of the log, {@code ledger.metrics.public} (default
 * false) that of meters; {@code ledger.local-key} is a key with all scopes that whoever starts the
 * process hands in.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:ledger-edge.properties")
@Import({
    ObserveConfiguration.class,
    Problems.class,
    ProblemErrorController.class,
    EdgeController.class,
    HealthController.class,
    MetricsController.class
})
public class EdgeConfiguration {
    @Bean
    ApiKeys apiKeys(
            @Qualifier("accessDataSource") DataSource accessDataSource, Environment environment) {
        return new ApiKeys(
                accessDataSource, Optional.ofNullable(environment.getProperty("ledger.local-key")));
    }

    @Bean
    Acting acting(@Qualifier("accessDataSource") DataSource accessDataSource) {
        return new Acting(accessDataSource);
    }

    @Bean
    WebMvcConfigurer edge(ApiKeys keys, Environment environment) {
        boolean talliesPublic =
                environment.getProperty("ledger.tallies.public", Boolean.class, false);
        boolean logPublic = environment.getProperty("ledger.log.public", Boolean.class, false);
        boolean metricsPublic =
                environment.getProperty("ledger.metrics.public", Boolean.class, false);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(
                                new AccessInterceptor(
                                        keys, talliesPublic, logPublic, metricsPublic))
                        .addPathPatterns("/v1/**", "/log/**", "/health/**", "/metrics");
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }

    @Bean
    OpenApiFragment edgeInOpenApi() {
        return new OpenApiFragment("/openapi/edge.yaml");
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
        return factory ->
                factory.addContextCustomizers(
                        context -> {
                            if (context.getParent() instanceof StandardHost host) {
                                host.setErrorReportValveClass(
                                        ProblemErrorReportValve.class.getName());
                            }
                        });
    }

    /**
     * A client that asks first (Expect: 100-continue) is told to send its body only once somebody
     * reads it: a refusal then costs it no upload.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalsBeforeBodies() {
        return factory ->
                factory.addConnectorCustomizers(
                        connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }
}
