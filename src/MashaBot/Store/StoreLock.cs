namespace MashaBot.Store;

/// <summary>Keeps a second process out: LiteDB itself would let it in, and both together destroy the file.</summary>
internal static class StoreLock
{
    public static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StoreException($"The store in {Path.GetDirectoryName(path)} is in use by another MashaBot ({Path.GetFileName(path)} is held). Stop it first, or give this one its own folder with --data.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException($"The folder {Path.GetDirectoryName(path)} cannot be written by this user. Give it to the user that runs MashaBot, or choose another with --data.", error);
        }
    }
}
