using System.CommandLine;
using MashaBot;
using MashaBot.Cli;
using MashaBot.Delivery;
using MashaBot.Store;

Settings settings;
var sources = Settings.Sources(AppContext.BaseDirectory);
try
{
    settings = Settings.Read(sources);
}
catch (Exception error) when (error is SettingsException or InvalidDataException)
{
    Console.Error.WriteLine(error.Message);
    return Exit.Misused;
}

var data = new Option<string>("--data") { Description = "The folder of the store.", Recursive = true, DefaultValueFactory = _ => settings.Store.Path };
ContentFolder? Load() => ContentFolder.Load(settings.Content.Path is { Length: > 0 } path ? path : ContentFolder.Default, Console.Error);

var root = new RootCommand("Teaches neural networks by problems for pen and paper. Without a command: the bot; with no token, on a chat page of its own.")
{
    data,
    ChatCommand.Create(Load, data, () => settings.Delivery.Daily, TimeProvider.System),
    ShowCommand.Create(Load),
    GradeCommand.Create(Load),
    BackpropCommand.Create(),
    CompareCommand.Create(),
    LintCommand.Create(Load),
    HealthCommand.Create(data),
};
var store = new StoreCommands(settings, data, TimeProvider.System);
root.Add(store.Backup());
root.Add(store.Restore());
root.Add(store.Export());
root.SetAction((parsed, _) => BotProcess.Run(settings, sources, Load, parsed.GetValue(data)!));

var command = root.Parse(args);
try
{
    var exit = await command.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    return command.Errors.Count > 0 ? Exit.Misused : exit;
}
catch (Exception error) when (error is StoreException or SettingsException or TimeoutException)
{
    Console.Error.WriteLine(error.Message);
    return error is SettingsException ? Exit.Misused : Exit.Failed;
}
