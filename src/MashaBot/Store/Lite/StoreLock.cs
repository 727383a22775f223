namespace MashaBot.Store.Lite;

/// <summary>Keeps a second process out: LiteDB itself would let it in, and both together destroy the file.</summary>
internal static class StoreLock
{
    public static FileStream Take(string folder)
    {
        var path = Path.Combine(Folder(folder), "masha.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StoreInUseException($"The store in {Path.GetDirectoryName(path)} is in use by another MashaBot ({Path.GetFileName(path)} is held). Stop it first, or give this one its own folder with --data.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException($"The folder {Path.GetDirectoryName(path)} cannot be written by this user. Give it to the user that runs MashaBot, or choose another with --data.", error);
        }
    }

    /// <summary>The folder, made if it is not there.</summary>
    public static string Folder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder {folder} cannot be made: {error.Message} Choose another with --data.", error);
        }
    }
}
