# The read side. Build the jars first (mvn -DskipTests package); then, in the clone's top folder:
#   docker build -f docker/projections.Dockerfile -t casualty-ledger/projections .
ARG BASE=eclipse-temurin:25-jre

FROM ${BASE} AS layers
WORKDIR /build
COPY ledger-projections/target/ledger-projections-*-exec.jar ledger.jar
RUN java -Djarmode=tools -jar ledger.jar extract --layers --launcher --destination /layers

FROM ${BASE}
# Layers by how often they change: a new build of ours replaces the last one alone.
WORKDIR /opt/ledger
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY --chmod=0555 docker/answers /usr/local/bin/answers
# Others may enter, since a public key lies there; the private one is its owner's alone.
# Mounted before or after the write side mounts it: the folder is the write side's in both images.
RUN install -d -o 10001 -g 10001 -m 0711 /var/lib/ledger/audit && install -d -o 10002 -g 10002 -m 0711 /var/lib/ledger/tallies
USER 10002:10002
VOLUME /var/lib/ledger/tallies
EXPOSE 8080
ENV SERVER_PORT=8080 \
    LOGGING_LEVEL_ORG_APACHE_KAFKA=warn \
    SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ \
    LEDGER_LOGS=json
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=3 CMD ["answers", "8080", "/health/ready"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=/tmp", "-Daxoniq.update-checker.disabled=true", "org.springframework.boot.loader.launch.JarLauncher"]
