# Builds with the SDK, runs on an image without shell or package manager, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet restore src/MashaBot/MashaBot.csproj --locked-mode -p:Image=true
# Compiled ahead for the processor that builds it (x64 or arm64): a start takes less time, and so does each check of its health.
RUN dotnet publish src/MashaBot/MashaBot.csproj --configuration Release --no-restore -p:Image=true -a $(dpkg --print-architecture) --output /app
RUN mkdir /store

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
# An empty folder that belongs to the image's user: a volume mounted there takes over its owner.
COPY --from=build --chown=$APP_UID:$APP_UID /store /data
# The last two keep memory small: docs/decisions/memory.md.
ENV MASHABOT_Store__Path=/data \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_GCGen0MaxBudget=600000 \
    MALLOC_ARENA_MAX=1
VOLUME /data
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["dotnet", "/app/MashaBot.dll", "health"]
ENTRYPOINT ["dotnet", "/app/MashaBot.dll"]
