# Builds with the SDK, runs on an image without shell or package manager, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet restore src/MashaBot/MashaBot.csproj --locked-mode
RUN dotnet publish src/MashaBot/MashaBot.csproj --configuration Release --no-restore --output /app
# The drawing library brings itself for seventeen platforms, 0.45 GB; these images are for two.
RUN find /app/runtimes -mindepth 1 -maxdepth 1 ! -name linux-x64 ! -name linux-arm64 -exec rm -r {} +
RUN mkdir /store

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
# An empty folder that belongs to the image's user: a volume mounted there takes over its owner.
COPY --from=build --chown=$APP_UID:$APP_UID /store /data
ENV MASHABOT_Store__Path=/data \
    DOTNET_EnableDiagnostics=0
VOLUME /data
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["dotnet", "/app/MashaBot.dll", "health"]
ENTRYPOINT ["dotnet", "/app/MashaBot.dll"]
