using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>Random conversations and a reader that takes frames now and then: whatever was left out, it ends with what a fast one has.</summary>
public sealed class OutboxQueueModelTests
{
    private const int Seeds = 2_000;
    private const int Steps = 200;

    [Fact]
    public void Take_AnyConversationAndAnyPace_TheReaderEndsWithWhatAFastOneHas()
    {
        var seen = new Dictionary<Type, int>();
        var refused = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            try
            {
                refused += Run(new Random(seed), seen) ? 0 : 1;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        // Each rule was put to the test.
        Assert.All(
            [typeof(SlowFrame), typeof(DigestFrame), typeof(ResyncFrame), typeof(EpochFrame), typeof(MembersFrame), typeof(ReadFrame), typeof(TypingFrame)],
            type => Assert.True(seen.GetValueOrDefault(type) > 100, $"{type.Name} came {seen.GetValueOrDefault(type)} times."));
        Assert.InRange(refused, 1, Seeds / 2);
    }

    /// <summary>Returns whether the reader could be kept.</summary>
    private static bool Run(Random random, Dictionary<Type, int> seen)
    {
        var bounds = new OutboxOptions { Frames = random.Next(8, 40), Bytes = random.Next(4096, 16_384) };
        var queue = new OutboxQueue(bounds);
        var rooms = Enumerable.Range(0, random.Next(1, 12)).Select(number => new ModelRoom($"R{number}")).ToDictionary(room => room.Name);
        var client = new ModelClient(rooms, queue.Forget);
        var pace = random.Next(1, 80);
        var typingDropped = false;
        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(100) < pace)
            {
                for (var i = random.Next(6); i > 0 && queue.Take() is { } frame; i--)
                {
                    client.Apply(FrameRecorder.Read(frame.Message));
                }

                continue;
            }

            var room = rooms[$"R{random.Next(rooms.Count)}"];
            foreach (var frame in Happen(room, random, client))
            {
                var kept = queue.TryAdd(FrameEncoder.Encode(frame));
                typingDropped |= queue.Step is SlowStep.Digest;
                if (!kept)
                {
                    Assert.True(rooms.Count * 2 >= bounds.Frames * 0.75 || rooms.Count * RoomSummary.MostBytes * 2 >= bounds.Bytes * 0.75, "It was given up too soon.");
                    return false;
                }

                Assert.InRange(queue.Frames, 0, bounds.Frames);
                Assert.InRange(queue.Bytes, 0, bounds.Bytes);
            }
        }

        while (queue.Take() is { } frame)
        {
            client.Apply(FrameRecorder.Read(frame.Message));
        }

        Assert.Equal((0, 0), (queue.Frames, queue.Bytes));
        client.AssertKnowsEverything(typingToo: !typingDropped);
        foreach (var (type, count) in client.Seen)
        {
            seen[type] = seen.GetValueOrDefault(type) + count;
        }

        return true;
    }

    private static Frame[] Happen(ModelRoom room, Random random, ModelClient client)
    {
        var user = $"user-{random.Next(20)}";
        switch (random.Next(100))
        {
            case < 45:
                return [room.Post(random.Next(10) == 0 ? random.Next(3000) : random.Next(100))];
            case < 55:
                return [room.Join()];
            case < 75:
                return [room.Type(user, random.Next(2) == 0)];
            case < 95:
                return [room.MarkRead(user)];
            case < 98:
                return room.Reactivate(random.Next(3));
            default:
                client.Rejoin(room.Name);
                return [];
        }
    }
}
