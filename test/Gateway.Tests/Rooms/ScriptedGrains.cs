using System.Reflection;
using System.Threading.Channels;
using Orleans;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>
/// A cluster of one room and one presence whose answers the test gives, each when it likes. A proxy, because the grain factory has many more methods on one
/// runtime than on the other, and a class that implements a grain's interface would be taken for a grain.
/// </summary>
public class ScriptedGrains : DispatchProxy
{
    private readonly Channel<(object Command, TaskCompletionSource<object> Answer)> _calls =
        Channel.CreateUnbounded<(object Command, TaskCompletionSource<object> Answer)>();

    private IRoomGrain _room = null!;
    private IPresenceGrain _presence = null!;

    internal static (IGrainFactory Factory, ScriptedGrains Script) Create()
    {
        var factory = Create<IGrainFactory, ScriptedGrains>();
        var room = Create<IRoomGrain, ScriptedRoom>();
        var script = (ScriptedGrains)(object)factory;
        script._room = room;
        ((ScriptedRoom)(object)room).Calls = script._calls.Writer;
        script._presence = Create<IPresenceGrain, ScriptedRoom>();
        ((ScriptedRoom)(object)script._presence).Calls = script._calls.Writer;
        return (factory, script);
    }

    /// <summary>The next call, which must be this command; the test completes its answer.</summary>
    internal async Task<(T Command, TaskCompletionSource<object> Answer)> NextAsync<T>()
    {
        var (command, answer) = await _calls.Reader.ReadAsync().AsTask().WaitAsync(Hosting.Participant.Patience);
        return (Assert.IsType<T>(command), answer);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IGrainFactory.GetGrain) => targetMethod.GetGenericArguments() is [var grain] && grain == typeof(IPresenceGrain) ? _presence : _room,
        nameof(IGrainFactory.CreateObjectReference) => args![0],
        var name => throw new NotSupportedException($"The script has no {name}."),
    };
}
