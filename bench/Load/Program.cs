using System.Globalization;
using MashaBot.Load;

// The folder of the store comes second, so that a filled one can be used again.
return args switch
{
    ["fill", var folder, var count] => await StoreLoad.Fill(folder, Number(count)),
    ["start", var folder] => await StoreLoad.Start(folder),
    ["day", var folder, var count, var people] => await StoreLoad.Day(folder, Number(count), Number(people)),
    ["compact", var folder, var into] => await StoreLoad.Compact(folder, into),
    ["stats", var folder] => await StoreLoad.Stats(folder),
    ["replies", var folder, "all", var seconds] => await BotLoad.Replies(folder, BotLoad.All, Number(seconds)),
    ["replies", var folder, var rate, var seconds] => await BotLoad.Replies(folder, Number(rate), Number(seconds)),
    ["due", var folder, var rate, var seconds, var bulk] => await BotLoad.Replies(folder, Number(rate), Number(seconds), Number(bulk)),
    ["program", var program] => await ProgramLoad.Measure(program, null),
    ["program", var program, var postgres] => await ProgramLoad.Measure(program, postgres),
    ["crowd", var folder, var people] => await BotLoad.Crowded(folder, Number(people), null),
    ["crowd", var folder, var people, var learners] => await BotLoad.Crowded(folder, Number(people), Number(learners)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        fill FOLDER LEARNERS           makes a store
        start FOLDER                   time and memory of opening it
        day FOLDER LEARNERS PEOPLE     PEOPLE of its LEARNERS get a problem and answer it; time, memory, size of the file
        compact FOLDER INTO            all of it into a new store
        stats FOLDER                   everything is read through while others write: how long, and how long they wait
        replies FOLDER RATE SECONDS    the program itself over HTTP: RATE replies a second ("all": as many as it takes), until the answer has arrived
        crowd FOLDER PEOPLE [LEARNERS] so many take a problem and reply four times, newcomers or any of the LEARNERS of a store just filled: memory of the whole program
        due FOLDER RATE SECONDS BULK   the same while everybody's daily problem is due and BULK unasked messages a second are allowed
        program DLL [POSTGRES]         a published program: time to its first answer, memory; with a server of PostgreSQL by webhook (docs/benchmarks.md, Docker)
        """);
    return 2;
}
