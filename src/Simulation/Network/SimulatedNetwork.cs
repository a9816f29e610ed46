using Orleans.Embedded;
using Orleans.Runtime;
using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Network;

/// <summary>The network between nodes. In good weather each way keeps its messages in order, as a connection does; in bad weather they get lost, late or doubled.</summary>
internal sealed class SimulatedNetwork(Agenda agenda, Dice dice, Profile profile, Sometimes sometimes) : IMessageTransport
{
    private static readonly TimeSpan UsualDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongDelay = TimeSpan.FromMilliseconds(800);

    private readonly Dictionary<(SiloAddress, SiloAddress), Way> _ways = [];

    /// <summary>Whether the weather is good by now.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Whether every message arrives, however late and however often.</summary>
    public bool IsLossless { get; set; }

    public void Send(Message message)
    {
        if (!IsLossless && Happens(FaultKinds.MessageDrop, Occurrence.MessageDropped))
        {
            Tell("is lost", message);
            return;
        }

        if (Happens(FaultKinds.MessageDuplicate, Occurrence.MessageDuplicated))
        {
            Tell("is doubled", message);
            agenda.AddAt(agenda.Now + Delay().Ticks, new Straggler(message));
        }

        if (Happens(FaultKinds.MessageReorder, Occurrence.MessageReordered))
        {
            Tell("is overtaken", message);
            agenda.AddAt(agenda.Now + (4 * Delay().Ticks), new Straggler(message));
            return;
        }

        if (!_ways.TryGetValue((message.From, message.To), out var way))
        {
            _ways.Add((message.From, message.To), way = new Way(agenda));
        }

        way.Send(message, Delay());
    }

    private TimeSpan Delay() => Happens(FaultKinds.MessageDelay, Occurrence.MessageDelayed) ? dice.UpTo(LongDelay) : dice.UpTo(UsualDelay);

    private bool Happens(FaultKinds kind, Occurrence occurrence)
    {
        if (IsCalm || !profile.Has(kind) || !dice.Chance(profile.Loss))
        {
            return false;
        }

        sometimes.Count(occurrence);
        return true;
    }

    private void Tell(string what, Message message)
    {
        if (agenda.Trace.Tells)
        {
            agenda.Trace.Tell("network", $"{message} {what}");
        }
    }

    /// <summary>One direction between two nodes: whatever comes first arrives first.</summary>
    private sealed class Way(Agenda agenda) : IThreadPoolWorkItem
    {
        private readonly Queue<Message> _messages = new();
        private long _last;

        public void Send(Message message, TimeSpan delay)
        {
            _messages.Enqueue(message);
            _last = Math.Max(_last, agenda.Now + delay.Ticks);
            agenda.AddAt(_last, this);
        }

        public void Execute()
        {
            var message = _messages.Dequeue();
            if (agenda.Trace.TellsSteps)
            {
                agenda.Trace.Tell("network", $"{message} arrives");
            }

            message.Deliver();
        }
    }

    private sealed class Straggler(Message message) : IThreadPoolWorkItem
    {
        public void Execute() => message.Deliver();

        public override string ToString() => $"straggler {message}";
    }
}
