using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace OrleansChat.Simulation.Nodes;

/// <summary>Runs background services where a simulation wants them: by themselves they begin on the thread pool.</summary>
internal static class BackgroundServices
{
    private static readonly MethodInfo Execute = typeof(BackgroundService).GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static Task ExecuteAsync(BackgroundService service, CancellationToken stop) =>
        Execute.CreateDelegate<Func<CancellationToken, Task>>(service)(stop);
}
