namespace MashaBot.Tests;

/// <summary>Files of the repository that are not copied beside the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(string file) => System.IO.Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(Path(file));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "MashaBot.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("MashaBot.sln");
        return folder.FullName;
    }
}
