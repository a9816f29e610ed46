using BenchmarkDotNet.Attributes;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Bench.Micro;

/// <summary>The pure core: one message accepted, numbered, kept, and ready to be told. What it allocates, it keeps: the message, its key, its place in the ring.</summary>
public class RoomPosting
{
    // More keys than the window holds, so that each one is new and the window works at its bound.
    private static readonly string[] Keys = [.. Enumerable.Range(0, 8192).Select(number => $"key-{number}")];

    private readonly Room _room = new(Samples.Room, Samples.Epoch, new RoomLimits());
    private int _next;

    /// <summary>Fills the room.</summary>
    [GlobalSetup]
    public void Join()
    {
        for (var member = 0; member < Samples.Members; member++)
        {
            _room.Join(new JoinRoom(new SubscriptionId(Samples.Gateway, member + 1), null!, Samples.Persons[member], History: 0), Samples.Epoch);
        }

        _room.ClearPending();
    }

    /// <summary>Posts a message.</summary>
    [Benchmark]
    public bool Post()
    {
        _next++;
        var posted = _room.Post(new PostMessage(Samples.Gateway, Samples.Persons[_next % Samples.Members].Id, Keys[_next % Keys.Length], Samples.Body, 0), Samples.Epoch + _next);
        _room.ClearPending();
        return posted.Value is not null;
    }
}
