// Reads and compares the pairs with Khan Academy's KAS. Prints: median and best pairs per second, wrong verdicts, unread pairs.
const fs = require('fs');
const KAS = require('@khanacademy/kas');
const [file, rounds, roundSeconds, warmSeconds] = process.argv.slice(2);
const pairs = fs.readFileSync(file, 'utf8').split('\n').filter(line => line && line[0] !== '#').map(line => line.split('\t'));

function judge(left, right) {
    const a = KAS.parse(left), b = KAS.parse(right);
    if (!a.parsed || !b.parsed) return null;
    try { return KAS.compare(a.expr, b.expr, { form: false, simplify: false }).equal; } catch { return null; }
}

let wrong = 0, unread = 0;
for (const [left, right, verdict] of pairs) {
    const own = judge(left, right);
    if (own === null) unread++;
    else if (own !== (verdict === 'equal')) wrong++;
}
// as many passes through the file as begin within the time
function rate(seconds) {
    const start = process.hrtime.bigint();
    const elapsed = () => Number(process.hrtime.bigint() - start) / 1e9;
    let passes = 0;
    for (; elapsed() < seconds; passes++) for (const [left, right] of pairs) judge(left, right);
    return passes * pairs.length / elapsed();
}
rate(Number(warmSeconds));
const rates = [];
for (let round = 0; round < Number(rounds); round++) rates.push(rate(Number(roundSeconds)));
rates.sort((a, b) => a - b);
console.log(`${rates[rates.length >> 1]} ${rates[rates.length - 1]} ${wrong} ${unread}`);
