using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Sockets;

/// <summary>
/// One direction of a socket: in order, each item after a while. What its reader does not take waits, and then the writer waits too.
/// </summary>
internal sealed class Wire(Agenda agenda, Dice dice) : IThreadPoolWorkItem
{
    private const int Capacity = 8;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(4);

    private readonly Queue<object> _items = new();
    private long _last;
    private int _arrived;
    private bool _isPaused;
    private bool _isCut;
    private TaskCompletionSource? _space;

    /// <summary>Who reads; set before the first item arrives.</summary>
    public IPeer? Reader { get; set; }

    /// <summary>Sends without waiting for anything.</summary>
    public void Send(object item)
    {
        if (!_isCut)
        {
            _items.Enqueue(item);
            _last = Math.Max(_last, agenda.Now + dice.UpTo(LongestDelay).Ticks);
            agenda.AddAt(_last, this);
        }
    }

    /// <summary>Sends; the task ends when the reader is near enough.</summary>
    public ValueTask WriteAsync(object item)
    {
        if (_isCut)
        {
            return ValueTask.FromException(new IOException("The socket is closed."));
        }

        Send(item);
        return _items.Count < Capacity ? ValueTask.CompletedTask : new ValueTask((_space ??= new TaskCompletionSource()).Task);
    }

    /// <summary>The reader takes nothing, until told to go on.</summary>
    public void Pause(bool isPaused)
    {
        _isPaused = isPaused;
        if (!isPaused && _arrived > 0 && !_isCut)
        {
            agenda.Add(new Rest(this));
        }
    }

    /// <summary>What is on its way never arrives.</summary>
    public void Cut()
    {
        _isCut = true;
        _items.Clear();
        _arrived = 0;
        _space?.TrySetException(new IOException("The socket is closed."));
    }

    public void Execute()
    {
        if (_isCut)
        {
            return;
        }

        _arrived++;
        if (!_isPaused)
        {
            Read();
        }
    }

    public override string ToString() => $"wire to {Reader?.Scheduler.Name}";

    private void Read()
    {
        while (_arrived > 0 && !_isPaused && !_isCut)
        {
            _arrived--;
            var item = _items.Dequeue();
            if (_items.Count < Capacity / 2 && _space is { } space)
            {
                _space = null;
                space.TrySetResult();
            }

            Reader!.Scheduler.Enter(() => Reader.Receive(item));
        }
    }

    private sealed class Rest(Wire wire) : IThreadPoolWorkItem
    {
        public void Execute() => wire.Read();
    }
}
