#!/usr/bin/env bash
# bench/formulas.sh                 reading and equality beside KAS and SymPy on one file of pairs, each on one core
# bench/formulas.sh fuzz COUNT SEED random replies: exceptions, longest time, most memory
# bench/formulas.sh worst           the replies of 4,096 characters that take longest and most memory
# bench/formulas.sh costs           the pairs that cost most
# bench/formulas.sh pair            BenchmarkDotNet on single pairs
set -eu
cd "$(dirname "$0")/Formulas"
dotnet build -c Release -v q
out=bin/Release/net10.0
if [ $# -eq 0 ]; then
  [ -d "$out/peers/node_modules/@khanacademy/kas" ] || npm install --silent --no-save --prefix "$out/peers" @khanacademy/kas@2.2.3
  /usr/bin/python3 -c 'import sympy' 2>/dev/null || python3 -c 'import sympy' 2>/dev/null || apt-get install -y -q python3-sympy
  exec taskset -c 0 dotnet "$out/MashaBot.Formulas.Bench.dll"
fi
exec dotnet "$out/MashaBot.Formulas.Bench.dll" "$@"
