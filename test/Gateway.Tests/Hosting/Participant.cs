using System.Text.Json;
using System.Threading.Channels;
using OrleansChat.Client;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>A user with one connection, as a test sees it.</summary>
internal sealed class Participant(UserInfo user, ChatConnection connection)
{
    /// <summary>How long a test waits for what must come; it is only ever waited out by a failing test.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public UserInfo User { get; } = user;

    public ChatConnection Connection { get; } = connection;

    /// <summary>The next frame, which must be of this type.</summary>
    public async Task<T> NextAsync<T>()
        where T : Frame
    {
        try
        {
            return Assert.IsType<T>(await Connection.Frames.ReadAsync().AsTask().WaitAsync(Patience));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{User.Id} expected a {typeof(T).Name} and got nothing within {Patience.TotalSeconds} s.");
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"{User.Id} expected a {typeof(T).Name}, and the connection ended: {(await Connection.Closed).Reason}");
        }
    }

    /// <summary>The bodies of the next messages.</summary>
    public async Task<string[]> NextBodiesAsync(int count)
    {
        var bodies = new string[count];
        for (var i = 0; i < count; i++)
        {
            bodies[i] = (await NextAsync<MessageFrame>()).Body;
        }

        return bodies;
    }

    /// <summary>
    /// Asserts that nothing is on its way. What the gateway has handed to this connection before comes before the answer of a call; it has been
    /// handed over once the call that caused it was answered, because the silo is in the same process.
    /// </summary>
    public async Task AssertNothingMoreAsync()
    {
        await Connection.HelloAsync();
        Assert.False(Connection.Frames.TryRead(out var frame), $"{User.Id} expected no frame and got {frame}.");
    }

    /// <summary>Calls a method that must be refused, and gives the refusal.</summary>
    public async Task<ChatError> RefusedAsync(string target, params object?[] arguments) =>
        Refusal(await Connection.InvokeAsync(target, arguments));

    public Task<ChatClosure> ClosedAsync() => Connection.Closed.WaitAsync(Patience);

    public static ChatError Refusal(JsonElement result)
    {
        Assert.False(result.GetProperty("ok").GetBoolean(), $"Expected a refusal and got {result}.");
        return result.GetProperty("error").Deserialize<ChatError>(ChatJson.Options)!;
    }
}
