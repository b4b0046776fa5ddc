# The build needs only a JDK; the wrapper downloads Maven.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /source
COPY . .
RUN ./mvnw -B -DskipTests -Dclass-archive.skip=true package

FROM eclipse-temurin:17-jre
WORKDIR /app

# The user id is fixed, so that a volume for /app/data can be made writable for it beforehand.
RUN useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin provisioning \
    && install --directory --owner=provisioning --group=provisioning --mode=0700 /app/data

COPY --from=build /source/src/assembly/bin/ bin/
COPY --from=build /source/target/lib/ lib/
COPY --from=build /source/routes/ routes/
COPY --from=build /source/application.properties ./
COPY --from=build /source/target/entra-zscaler-provisioning.jar ./
# The archive is valid only for the Java that creates it, so it is created in the image.
RUN sh bin/make-class-archive

USER 10001
VOLUME /app/data

# Health and metrics listen on 127.0.0.1; CAMEL_MANAGEMENT_HOST=0.0.0.0 opens them to Prometheus and to probes from
# outside. The console can be reached from outside only with CONSOLE_HOST=0.0.0.0 and a keystore.
EXPOSE 9876

# The base image may lack curl and wget, but it has bash.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${CAMEL_MANAGEMENT_PORT:-9876} && printf 'GET /observe/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [[ $status == 200 ]]"]

# The script replaces itself by Java (exec), so that SIGTERM reaches the program and it stops in order.
ENV JAVA_OPTS=-XX:MaxRAMPercentage=75
ENTRYPOINT ["bin/entra-zscaler-provisioning"]
