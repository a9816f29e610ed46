using System.Net.Sockets;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Connections;

/// <summary>
/// One user in one room, over one connection after the other where it comes back (<see cref="FleetSetup.Agenda"/>), over one alone where it does not.
/// All of it runs under the recorder's lock.
/// </summary>
internal sealed class LoadMember : IDisposable
{
    /// <summary>A call that got no outcome is repeated after a pause like that which servers ask for.</summary>
    private const long RepeatAfterMicroseconds = 500_000;

    /// <summary>Servers ping when they have been silent for 15 s; one that is silent for twice as long is gone.</summary>
    private const long SilenceMicroseconds = 30_000_000;

    /// <summary>A frozen server takes a connection and never answers it.</summary>
    private const long OpeningMicroseconds = 6_000_000;

    private const string RefusedCode = $"CONNECT_{nameof(SocketError.ConnectionRefused)}";

    private readonly FleetSetup _setup;
    private readonly OpenSends? _openSends;
    private readonly ReturnSchedule? _returns;
    private LoadConnection _connection;
    private int _server;
    private long _firstOpenedAt;
    private long? _awaySince;
    private bool _wasInside;
    private bool _isOver;
    private bool _repeatIsNoted;
    private int _refusals;

    public LoadMember(FleetSetup setup, LoadRoom room, int number, int connectionNumber, string token)
    {
        _setup = setup;
        Room = room;
        Number = number;
        ConnectionNumber = connectionNumber;
        Token = token;
        Actions = room.Mixed is { } mixed ? new MemberActions(this, setup, room, mixed) : null;
        Feed = new MemberFeed(this, setup.Recorder, room);
        _server = (room.Number + number) % setup.Servers.Count;
        if (ComesBack)
        {
            _openSends = new OpenSends();
            _returns = new ReturnSchedule(setup.Random);
        }

        _connection = NewConnection();
    }

    public LoadRoom Room { get; }

    /// <summary>Its number in the room.</summary>
    public int Number { get; }

    /// <summary>Its number in the run.</summary>
    public int ConnectionNumber { get; }

    public string Token { get; }

    public MemberFeed Feed { get; }

    /// <summary>What it does and shows besides speaking; null where there is no mix.</summary>
    public MemberActions? Actions { get; }

    public LoadConnection Connection => _connection;

    /// <summary>Whether the member is in its room.</summary>
    public bool IsReady => _connection.IsReady;

    /// <summary>Whether a connection that ends is followed by another one.</summary>
    public bool ComesBack => _setup.Agenda is not null;

    private long Now => _setup.Recorder.Clock.Microseconds;

    public void Open()
    {
        _firstOpenedAt = Now;
        _connection.Open();
    }

    /// <summary>Gives up on a member that is not in its room yet.</summary>
    public void GiveUp()
    {
        lock (_setup.Recorder.Gate)
        {
            if (!_wasInside && !_isOver)
            {
                GiveUpFor("NOT_OPENED_IN_TIME");
            }
        }
    }

    /// <summary>The handshake is done: asks for the room, from where the member stands if it was in it before.</summary>
    public ReadOnlyMemory<byte> Entrance()
    {
        if (_wasInside)
        {
            return Room.HelloInvocation(Feed.Place);
        }

        Room.Checker.Joining(Number, Number);
        return Room.JoinInvocation;
    }

    /// <summary>Takes a message that is due; false where it cannot leave now, and leaves when the member is back.</summary>
    public bool Begin(long number, long due)
    {
        if (_openSends is { } sends)
        {
            sends.Add(number, due, IsReady);
            _setup.Recorder.Comebacks.Opened();
        }

        return IsReady;
    }

    /// <summary>A message has its outcome.</summary>
    public void Settle(long number)
    {
        if (_openSends?.Remove(number) == true)
        {
            _setup.Recorder.Comebacks.Settled();
        }
    }

    /// <summary>An answer left open what became of a message, or asked for patience: it is sent again.</summary>
    public void Repeat(long number)
    {
        _setup.Recorder.Comebacks.LeftOpen();
        _openSends!.Interrupt(number);
        if (!_repeatIsNoted)
        {
            _repeatIsNoted = true;
            _setup.Agenda!.Note(Now + RepeatAfterMicroseconds, () =>
            {
                _repeatIsNoted = false;
                SendWaiting();
            });
        }
    }

    /// <summary>The room was answered: the member is in it.</summary>
    public void Entered(bool isResumed)
    {
        if (!_connection.Entered())
        {
            // A join that was repeated on a connection which was in the room all the time.
            return;
        }

        _returns?.Succeeded();
        if (_awaySince is { } since)
        {
            _awaySince = null;
            _setup.Recorder.Comebacks.Returned(Feed.Now - since, isResumed);
        }
        else
        {
            _wasInside = true;
            _setup.Recorder.ConnectionOpened(Feed.Now - _firstOpenedAt);
        }

        SendWaiting();
    }

    /// <summary>The room could not be reached: asks again, from the same place.</summary>
    public void AskAgain()
    {
        var asked = _connection;
        _setup.Agenda!.Note(Now + RepeatAfterMicroseconds, () =>
        {
            if (_connection == asked && asked.IsEntering)
            {
                asked.Send(Entrance().Span);
            }
        });
    }

    /// <summary>The room was forgotten, or cannot be gone on with: joins it as if for the first time.</summary>
    public void JoinAnew()
    {
        Room.Checker.Joining(Number, Number);
        _connection.Send(Room.JoinInvocation.Span);
    }

    /// <summary>The server is about to stop: goes elsewhere after a while.</summary>
    public void Drain(long delayMilliseconds)
    {
        if (_setup.Agenda is not { } agenda)
        {
            return;
        }

        var drained = _connection;
        agenda.Note(Now + delayMilliseconds * 1000, () =>
        {
            if (_connection == drained && IsReady)
            {
                _setup.Recorder.Comebacks.MovedAway();
                drained.Close();
                GoAway(0);
            }
        });
    }

    /// <summary>The connection ended for a reason that is not this side's.</summary>
    /// <param name="code">Why.</param>
    /// <param name="wasReady">Whether the member was in its room.</param>
    /// <param name="retryAfterMilliseconds">What the server asked to wait before coming back.</param>
    public void Ended(string code, bool wasReady, long retryAfterMilliseconds)
    {
        var recorder = _setup.Recorder;
        if (ComesBack && !_isOver)
        {
            recorder.CountError(code);
            if (wasReady)
            {
                recorder.Comebacks.Dropped(_setup.Servers[_server], isSilent: !code.StartsWith("BYE_", StringComparison.Ordinal), Now);
            }

            GoAway(PauseAfter(code, retryAfterMilliseconds * 1000));
            return;
        }

        _isOver = true;
        Actions?.Ended();
        Room.Checker.Gone(Number, forGood: true);
        if (wasReady)
        {
            recorder.ConnectionLost(code);
        }
        else
        {
            recorder.ConnectionFailed(code);
        }
    }

    /// <summary>The member does not come back any more.</summary>
    public void GiveUpFor(string code)
    {
        _isOver = true;
        if (_connection.IsOpen)
        {
            _connection.End(code);
        }
        else
        {
            Ended(code, wasReady: false, retryAfterMilliseconds: 0);
        }
    }

    /// <summary>Looks whether the server has fallen silent.</summary>
    public void CheckSilence()
    {
        if (_connection is { IsOpen: true, LastReceivedAt: > 0 } && Now - _connection.LastReceivedAt > (IsReady ? SilenceMicroseconds : OpeningMicroseconds))
        {
            _connection.End("SILENT");
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _connection.Dispose();
    }

    private void GoAway(long pauseMicroseconds)
    {
        Room.Checker.Gone(Number);
        if (_wasInside)
        {
            _awaySince ??= Now;
        }

        _setup.Recorder.Comebacks.LeftOpen(_openSends!.InterruptAll());
        _setup.Agenda!.Note(Now + pauseMicroseconds, ComeBack);
    }

    /// <summary>A balancer sends nobody to a server that takes no connections: the next one is tried at once, until all of them have refused.</summary>
    private long PauseAfter(string code, long retryAfterMicroseconds)
    {
        var isRefused = code == RefusedCode;
        _refusals = isRefused ? _refusals + 1 : 0;
        return isRefused && _refusals % _setup.Servers.Count != 0 ? 0 : _returns!.Next(retryAfterMicroseconds);
    }

    private void ComeBack()
    {
        if (_isOver)
        {
            return;
        }

        _server = (_server + 1) % _setup.Servers.Count;
        _connection.Dispose();
        _connection = NewConnection();
        _connection.Open();
    }

    private LoadConnection NewConnection() => new(_setup.Recorder, this, _setup.Servers[_server], _setup.Buffers.Take());

    private void SendWaiting()
    {
        if (_openSends is not { Count: > 0 } sends || !IsReady)
        {
            return;
        }

        foreach (var (number, due, isRepeat) in sends.TakeWaiting())
        {
            var (length, fingerprint) = _setup.Writer.Write(Room, Number, number, due, isRepeat);
            Room.Checker.Invoked(Number, Number, number, fingerprint);
            if (isRepeat)
            {
                _setup.Recorder.Comebacks.Repeated();
            }

            _connection.Send(_setup.Writer.Buffer, length);
        }
    }
}
