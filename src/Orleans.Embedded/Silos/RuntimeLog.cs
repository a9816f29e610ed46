using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>What the runtime has to say: failures of grain code that no caller hears of.</summary>
internal sealed partial class RuntimeLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Error, "The one-way call {Method} on {Grain} failed.")]
    public partial void OneWayFailed(string method, GrainId grain, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A timer of {Grain} failed; it goes on ticking.")]
    public partial void TimerFailed(GrainId grain, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "{Grain} did not activate; the calls that wait for it fail.")]
    public partial void ActivationFailed(GrainId grain, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "{Grain} failed while it deactivated; it is gone nevertheless.")]
    public partial void DeactivationFailed(GrainId grain, Exception exception);

    [LoggerMessage(5, LogLevel.Debug, "The call {Method} is dropped: the observer {Observer} was deleted or collected.")]
    public partial void ObserverGone(GrainId observer, string method);
}
