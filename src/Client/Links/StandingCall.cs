using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Links;

/// <summary>
/// Something that is to hold for as long as the client lives, or until something else is to: it is said over the current link, again where its answer got lost, and
/// over every later link where it holds for one connection alone. Its synchronizer's lock guards it.
/// </summary>
/// <param name="holdsForOneConnection">Whether the server forgets it with the connection.</param>
/// <param name="post">Says it over a link.</param>
internal sealed class StandingCall(bool holdsForOneConnection, Action<GatewayLink, Action, Action<ChatError>> post)
{
    private GatewayLink? _asked;
    private bool _isDone;
    private DateTimeOffset _notBefore;

    /// <summary>Completes when it was said for the first time; fails where it was refused.</summary>
    public TaskCompletionSource Said { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When it can be said again, where that has to wait.</summary>
    public DateTimeOffset? Due => _asked is null && !_isDone && _notBefore > DateTimeOffset.MinValue ? _notBefore : null;

    /// <summary>Says it, where that is due.</summary>
    public void GoOn(GatewayLink link, DateTimeOffset now, Action<StandingCall, GatewayLink, ChatError?> answered)
    {
        if (_asked != link && !_isDone && _notBefore <= now)
        {
            _asked = link;
            post(link, () => answered(this, link, null), error => answered(this, link, error));
        }
    }

    /// <summary>Takes the answer.</summary>
    public void Answered(GatewayLink link, ChatError? error, DateTimeOffset now)
    {
        if (_asked != link)
        {
            return;
        }

        if (error is { Retryable: true } or { Code: ChatErrorCode.RateLimited })
        {
            _asked = null;
            _notBefore = now + Outbox.WaitAfter(error);
        }
        else if (error is not null)
        {
            _isDone = true;
            Said.TrySetException(new ChatException(error));
        }
        else
        {
            _isDone = !holdsForOneConnection;
            Said.TrySetResult();
        }
    }

    /// <summary>A link has ended: what was said over it, or was to be, is said over the next one.</summary>
    public void Lose(GatewayLink link) => _asked = _asked == link ? null : _asked;

    /// <summary>Something else is to hold, or nothing any more.</summary>
    public void End(Exception reason)
    {
        _isDone = true;
        Said.TrySetException(reason);

        // Looked at, so that it counts as observed where nobody waits for it.
        _ = Said.Task.Exception;
    }
}
