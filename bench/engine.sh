#!/usr/bin/env bash
# The engine beside TorchSharp and python3-torch: bench/engine.sh [profile]
# Installs Debian's python3-torch if it is missing (about 200 MB) and restores TorchSharp-cpu and BenchmarkDotNet from NuGet (0.5 GB).
# On Debian 12 TorchSharp's native library needs a symbol of GCC 13: the shim marks it weak and g++ builds a library that has it.
set -euo pipefail
cd "$(dirname "$0")/Engine"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! /usr/bin/python3 -c 'import torch' 2>/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-torch >/dev/null
fi
dotnet build -c Release -v quiet
out=bin/Release/net10.0
if ! strings -a /usr/lib/*/libstdc++.so.6 2>/dev/null | grep -q GLIBCXX_3.4.32; then
    /usr/bin/python3 torchsharp_debian12_shim.py "$out" >&2
    export LD_PRELOAD="$PWD/$out/libiosinit.so"
fi
exec dotnet "$out/Engine.dll" "$@"
