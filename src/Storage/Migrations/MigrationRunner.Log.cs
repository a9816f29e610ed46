using Microsoft.Extensions.Logging;

namespace OrleansChat.Storage.Migrations;

internal sealed partial class MigrationRunner
{
    [LoggerMessage(1, LogLevel.Information, "Applied migration {Migration}.")]
    private static partial void LogApplied(ILogger logger, string migration);

    [LoggerMessage(2, LogLevel.Warning, "The database has migration {Migration}, which this release does not know; a newer release has run on it.")]
    private static partial void LogUnknown(ILogger logger, string migration);
}
