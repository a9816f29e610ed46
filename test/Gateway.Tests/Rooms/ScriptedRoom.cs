using System.Reflection;
using System.Threading.Channels;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>The room, or the presence, of <see cref="ScriptedGrains"/>: it hands every call to the test.</summary>
public class ScriptedRoom : DispatchProxy
{
    internal ChannelWriter<(object Command, TaskCompletionSource<object> Answer)> Calls { get; set; } = null!;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        Calls.TryWrite((args![0]!, answer));
        return targetMethod!.Name switch
        {
            nameof(IRoomGrain.AttachAsync) => CastAsync<CatchUp>(answer.Task),
            nameof(IRoomGrain.PostAsync) => CastAsync<Reply<Posted>>(answer.Task),
            nameof(IRoomGrain.JoinAsync) => CastAsync<Reply<RoomSnapshot>>(answer.Task),
            nameof(IRoomGrain.CheckAsync) => CastAsync<RoomChecked>(answer.Task),
            nameof(IRoomGrain.LeaveAsync) => CastAsync<Reply<Accepted>>(answer.Task),
            nameof(IRoomGrain.DetachAsync) or nameof(IPresenceGrain.DisconnectAsync) => answer.Task,
            nameof(IPresenceGrain.WatchAsync) => CastAsync<SeenPresence>(answer.Task),
            var name => throw new NotSupportedException($"The script has no {name}."),
        };
    }

    private static async Task<T> CastAsync<T>(Task<object> answer) => (T)await answer;
}
