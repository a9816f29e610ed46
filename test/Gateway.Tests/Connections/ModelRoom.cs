using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>A room as it is: what a client that reads everything at once knows of it.</summary>
internal sealed class ModelRoom(string name)
{
    private static readonly UserInfo Author = new("ann", "Ann");

    private readonly List<long> _messages = [];

    public string Name { get; } = name;

    public long Epoch { get; private set; } = 1;

    public long Head { get; private set; }

    /// <summary>The numbers of all messages.</summary>
    public IReadOnlyList<long> Messages => _messages;

    public Dictionary<string, long> Read { get; } = [];

    public Dictionary<string, bool> Typing { get; } = [];

    public MessageFrame Post(int length)
    {
        _messages.Add(++Head);
        return new MessageFrame(Name, Epoch, Head, Head, Head, $"{Head}", Author, new string('x', length), "text");
    }

    /// <summary>Takes a number, like a message, and cannot be fetched.</summary>
    public JoinedFrame Join() => new(Name, Epoch, ++Head, Head, Head, new MemberInfo("bob", "Bob", "member"), 1);

    public TypingFrame Type(string user, bool on)
    {
        Typing[user] = on;
        return new TypingFrame(Name, new UserInfo(user, user), on);
    }

    public ReadFrame MarkRead(string user)
    {
        Read[user] = Head;
        return new ReadFrame(Name, user, Head);
    }

    /// <summary>The room's activation is lost, and the next one goes on above it; some of what was missed meanwhile comes with the news.</summary>
    public Frame[] Reactivate(int missed)
    {
        var messages = Enumerable.Range(0, missed).Select(_ => Post(10)).ToArray();
        Epoch++;
        Head += 1000;
        return [new EpochFrame(Name, Epoch, Head, Recovered: true, messages), new MembersFrame(Name, [], 0)];
    }
}
