using Npgsql;

namespace MashaBot.Tests.Store;

/// <summary>A database that lasts as long as a test, on the server of <c>MASHA_POSTGRES</c>.</summary>
internal sealed class Database : IAsyncDisposable
{
    private static int made;

    private readonly string server, name;

    private Database(string server, string name) => (this.server, this.name) = (server, name);

    public string Connection => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    public static async Task<Database> Create()
    {
        var server = Environment.GetEnvironmentVariable("MASHA_POSTGRES");
        Assert.SkipUnless(server is { Length: > 0 }, "needs PostgreSQL: eval \"$(.ci/postgres start)\" starts one for the tests (.ci/run does)");
        var database = new Database(server!, $"masha_{Environment.ProcessId}_{Interlocked.Increment(ref made)}");
        await Execute(server!, $"create database {database.name}");
        return database;
    }

    public Task Execute(string sql) => Execute(Connection, sql);

    public async ValueTask DisposeAsync() => await Execute(server, $"drop database if exists {name} with (force)");

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
