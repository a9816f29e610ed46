namespace OrleansChat.Storage.Migrations;

/// <summary>The database's schema cannot be brought to what this program needs; the node must not start.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which migration, and what is wrong with it.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public MigrationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
