using OrleansChat.Client.Sync;
using OrleansChat.Contracts;
using static OrleansChat.Client.Tests.Sync.Frames;

namespace OrleansChat.Client.Tests.Sync;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new();
    private DateTimeOffset _now = Start;

    [Fact]
    public void Send_SeveralOfARoom_GoesOneAtATime()
    {
        var (first, second) = (Add("R", "k1"), Add("R", "k2"));
        var other = Add("S", "k3");

        Assert.Equal([first, other], Send());
        Assert.Empty(Send());
        _outbox.Acknowledge(first, Ack(1));

        Assert.Equal([second], Send());
        Assert.Equal(OutboxState.Acknowledged, first.State);
    }

    [Fact]
    public void Send_RoomNotOpen_Waits()
    {
        var message = Add("R", "k1");

        Assert.Empty(_outbox.Send(1, room => room == "S", _now));

        Assert.Equal(OutboxState.Pending, message.State);
        Assert.Null(_outbox.Due(_ => false));
    }

    [Fact]
    public void Lose_ConnectionOfAnAttempt_SendsTheSameFirstAgain()
    {
        var (first, second) = (Add("R", "k1"), Add("R", "k2"));
        Send();

        _outbox.Lose(1);

        Assert.Equal([first], Send(connection: 2));
        Assert.Equal("k1", first.Key);
        Assert.Equal(Start, first.UnknownSince);
        Assert.Equal(OutboxState.Pending, second.State);
    }

    [Fact]
    public void Lose_AnotherConnection_ChangesNothing()
    {
        var message = Add("R", "k1");
        Send(connection: 2);

        _outbox.Lose(1);

        Assert.Equal(OutboxState.Sent, message.State);
    }

    [Fact]
    public void Refuse_Unavailable_WaitsAndSendsTheSameAgain()
    {
        var message = Add("R", "k1");
        Send();

        _outbox.Refuse(message, Error(ChatErrorCode.Unavailable, true, 400), _now);
        Assert.Empty(Send());
        Assert.Equal(_now + TimeSpan.FromMilliseconds(400), _outbox.Due(_ => true));
        Pass(TimeSpan.FromMilliseconds(400));

        Assert.Equal([message], Send());
        Assert.Equal(Start, message.UnknownSince);
    }

    [Fact]
    public void Refuse_RateLimited_HoldsAllRoomsBack()
    {
        var (message, other) = (Add("R", "k1"), Add("S", "k2"));
        _outbox.Send(1, room => room == "R", _now);

        _outbox.Refuse(message, Error(ChatErrorCode.RateLimited, true, 6000), _now);
        Assert.Empty(Send());
        Pass(TimeSpan.FromSeconds(6));

        Assert.Equal([message, other], Send());
        Assert.Null(message.UnknownSince);
    }

    [Fact]
    public void Refuse_ForGood_IsSettledAndLetsTheNextPass()
    {
        var (first, second) = (Add("R", "k1"), Add("R", "k2"));
        Send();

        _outbox.Refuse(first, Error(ChatErrorCode.TooLarge), _now);

        Assert.Equal(OutboxState.Refused, first.State);
        Assert.Equal([second], Send());
    }

    [Fact]
    public void Refuse_ForGoodAfterAnUnknownAttempt_IsUnknown()
    {
        var message = Add("R", "k1");
        Send();
        _outbox.Lose(1);
        Send(connection: 2);

        _outbox.Refuse(message, Error(ChatErrorCode.Forbidden), _now);

        Assert.Equal(OutboxState.Unknown, message.State);
    }

    [Fact]
    public void Refuse_NotAMember_TriesTwiceAgain()
    {
        var message = Add("R", "k1");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([message], Send());
            _outbox.Refuse(message, Error(ChatErrorCode.NotAMember), _now);
        }

        Assert.Equal(OutboxState.Refused, message.State);
    }

    [Fact]
    public void Expire_UnknownForFourMinutes_IsGivenUpAndNotSentAgain()
    {
        var (first, second) = (Add("R", "k1"), Add("R", "k2"));
        Send();
        Pass(TimeSpan.FromSeconds(30));
        _outbox.Lose(1);

        Pass(TimeSpan.FromSeconds(209));
        Assert.Empty(_outbox.Expire(_now));
        Assert.Equal(Start + TimeSpan.FromMinutes(4), _outbox.Due(_ => false));
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal([first], _outbox.Expire(_now));
        Assert.Equal(OutboxState.Unknown, first.State);
        Assert.Equal([second], Send(connection: 2));
    }

    [Fact]
    public void Expire_NeverSent_Waits()
    {
        Add("R", "k1");
        Pass(TimeSpan.FromHours(1));

        Assert.Empty(_outbox.Expire(_now));
    }

    [Fact]
    public void Acknowledge_GivenUpBefore_ChangesNothing()
    {
        var message = Add("R", "k1");
        Send();
        _outbox.Withdraw(message);

        _outbox.Acknowledge(message, Ack(1));

        Assert.Equal(OutboxState.Unknown, message.State);
        Assert.Equal(0, _outbox.Count);
    }

    [Fact]
    public void Withdraw_NeverSent_IsCertain()
    {
        var message = Add("R", "k1");

        Assert.True(_outbox.Withdraw(message));

        Assert.Equal(OutboxState.Withdrawn, message.State);
        Assert.Empty(Send());
    }

    [Fact]
    public void Add_Full_IsNotTaken()
    {
        var outbox = new Outbox(capacity: 1);
        var first = outbox.Add("R", Call("k1"))!;

        Assert.Null(outbox.Add("S", Call("k2")));
        outbox.Withdraw(first);

        Assert.NotNull(outbox.Add("S", Call("k2")));
    }

    /// <summary>A server that loses requests and answers, refuses and forgets connections: each key once, in the order of writing.</summary>
    [Fact]
    public void Send_AnyFaults_ReachesTheRoomOnceAndInOrder()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var outbox = new Outbox();
            var now = Start;
            var connection = 1L;
            List<string> room = [];
            List<OutboxMessage> messages = [];
            for (var step = 0; messages.Any(message => !message.IsSettled) || step < 50; step++)
            {
                now += TimeSpan.FromMilliseconds(random.Next(500));
                if (step < 50 && random.Next(2) == 0)
                {
                    messages.Add(outbox.Add("R", Call($"k{messages.Count}"))!);
                }

                foreach (var message in outbox.Send(connection, _ => true, now))
                {
                    var fault = step < 500 ? random.Next(8) : 7;
                    if (fault is not (0 or 1 or 2) && !room.Contains(message.Key))
                    {
                        room.Add(message.Key);
                    }

                    switch (fault)
                    {
                        case 0 or 3:
                            outbox.Lose(connection++);
                            break;
                        case 1:
                            outbox.Refuse(message, Error(ChatErrorCode.RateLimited, true, 800), now);
                            break;
                        case 2 or 4:
                            outbox.Refuse(message, Error(ChatErrorCode.Unavailable, true), now);
                            break;
                        default:
                            outbox.Acknowledge(message, Ack(room.IndexOf(message.Key)));
                            break;
                    }
                }
            }

            Assert.Equal(messages.Select(message => message.Key), room);
            Assert.All(messages, message => Assert.Equal(OutboxState.Acknowledged, message.State));
        }
    }

    private static OutboxCall Call(string key) => new(key, "Send", static (_, _) => new object());

    private OutboxMessage Add(string room, string key) => _outbox.Add(room, Call(key))!;

    private IReadOnlyList<OutboxMessage> Send(long connection = 1) => _outbox.Send(connection, _ => true, _now);

    private void Pass(TimeSpan time) => _now += time;
}
