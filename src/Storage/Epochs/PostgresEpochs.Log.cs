using Microsoft.Extensions.Logging;

namespace OrleansChat.Storage.Epochs;

internal sealed partial class PostgresEpochs
{
    [LoggerMessage(1, LogLevel.Warning, "Reserving {Count} epochs failed; the rooms that asked for them do not activate now.")]
    private static partial void LogReservationFailed(ILogger logger, Exception exception, int count);
}
