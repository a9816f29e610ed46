using OrleansChat.Client.Links;
using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>
/// A room that a <see cref="ChatClient"/> is in. It stays usable while the connection is lost: it shows what was known, and messages wait. All members
/// may be used from any number of threads; what they return does not change any more.
/// </summary>
public sealed class ChatRoom
{
    private readonly ChatSynchronizer _synchronizer;
    private readonly RoomEntry _entry;

    internal ChatRoom(ChatSynchronizer synchronizer, RoomEntry entry)
    {
        _synchronizer = synchronizer;
        _entry = entry;
    }

    /// <summary>The normalised room code.</summary>
    public string Code => _entry.View.Room;

    /// <summary>The last messages, each once, oldest first; <see cref="ChatClientOptions.MessagesPerRoom"/> of them.</summary>
    public IReadOnlyList<MessageFrame> Messages => _synchronizer.Read(_entry, view => view.Messages.ToArray());

    /// <summary>The members by user id: in a large room the first 100, and those who came since.</summary>
    public IReadOnlyList<MemberInfo> Members => _synchronizer.Read(_entry, view => view.Members.ToArray());

    /// <summary>How many members there are.</summary>
    public int MemberCount => _synchronizer.Read(_entry, view => view.MemberCount);

    /// <summary>Who else is typing, by user id.</summary>
    public IReadOnlyList<UserInfo> Typing => _synchronizer.Read(_entry, view => view.Typing);

    /// <summary>How far each member has read: numbers of messages, by user id.</summary>
    public IReadOnlyDictionary<string, long> ReadMarkers => _synchronizer.Read(_entry, view => view.Read.ToDictionary());

    /// <summary>Whether the client is out of the room for good: it left, was not let in again, or was closed.</summary>
    public bool IsClosed => _synchronizer.Read(_entry, view => view.Closed);

    /// <summary>What changes from now on; ends with <see cref="RoomClosed"/>. Subscribed when called; read it, or cancel.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<RoomChange> ReadChanges(CancellationToken cancellationToken = default) => _entry.Changes.Subscribe(cancellationToken);

    /// <summary>
    /// Sends a message, and completes when the room has acknowledged it, over however many connections that takes. A room's messages keep the order
    /// in which they were given. Rate limits are waited for.
    /// </summary>
    /// <param name="body">The text.</param>
    /// <param name="cancellationToken">Gives the message up; it may have been sent already.</param>
    /// <exception cref="ChatException">The room refused it, for instance with <see cref="ChatErrorCode.TooLarge"/>.</exception>
    /// <exception cref="ChatSendException">It was given up; the exception says whether the room may have it.</exception>
    public Task<Ack> SendAsync(string body, CancellationToken cancellationToken = default) =>
        SendAsync(new MessageDraft(body), cancellationToken);

    /// <inheritdoc cref="SendAsync(string, CancellationToken)"/>
    /// <param name="body">The text.</param>
    /// <param name="key">The idempotency key: the same key never makes a second message within 5 minutes.</param>
    /// <param name="cancellationToken">Gives the message up; it may have been sent already.</param>
    public Task<Ack> SendAsync(string body, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return SendAsync(new MessageDraft(body) { Key = key }, cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(string, CancellationToken)"/>
    /// <param name="draft">The message, with what it answers and whom it names.</param>
    /// <param name="cancellationToken">Gives the message up; it may have been sent already.</param>
    public Task<Ack> SendAsync(MessageDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(draft.Body);
        return CallAsync(
            "Send", draft.Key, (key, clock, retry) => new SendRequest(Code, key, draft.Body, clock, retry, draft.ReplyTo, draft.Mentions), cancellationToken);
    }

    /// <summary>
    /// Gives one's own message another text, and completes as <see cref="SendAsync(string, CancellationToken)"/> does; changes keep their order with messages.
    /// </summary>
    /// <param name="message">The message's id.</param>
    /// <param name="body">The new text.</param>
    /// <param name="version">The version that the user has seen: the message's <see cref="MessageFrame.Version"/>, or its number where it has none. Null for whatever it says now.</param>
    /// <param name="cancellationToken">Gives the change up; it may have been sent already.</param>
    /// <exception cref="ChatException">The room refused it, for instance with <see cref="ChatErrorCode.VersionConflict"/> or <see cref="ChatErrorCode.TargetGone"/>.</exception>
    /// <exception cref="ChatSendException">It was given up; the exception says whether the room may have it.</exception>
    public Task<Ack> EditAsync(string message, string body, long? version = null, CancellationToken cancellationToken = default) =>
        CallAsync("Edit", IdempotencyKeys.Next(), (key, clock, retry) => new EditRequest(Code, key, message, body, version, clock, retry), cancellationToken);

    /// <summary>Takes the text, reactions and pin of one's own message away, for everybody; as <see cref="EditAsync"/>.</summary>
    /// <param name="message">The message's id.</param>
    /// <param name="cancellationToken">Gives the change up; it may have been sent already.</param>
    public Task<Ack> DeleteAsync(string message, CancellationToken cancellationToken = default) =>
        CallAsync("Delete", IdempotencyKeys.Next(), (key, clock, retry) => new DeleteRequest(Code, key, message, clock, retry), cancellationToken);

    /// <summary>Says an emoji to a message, or takes it back; as <see cref="EditAsync"/>.</summary>
    /// <param name="message">The message's id.</param>
    /// <param name="emoji">One character as a person counts them.</param>
    /// <param name="on">False to take it back.</param>
    /// <param name="cancellationToken">Gives the change up; it may have been sent already.</param>
    public Task<Ack> ReactAsync(string message, string emoji, bool on = true, CancellationToken cancellationToken = default) =>
        CallAsync("React", IdempotencyKeys.Next(), (key, clock, retry) => new ReactRequest(Code, key, message, emoji, on, clock, retry), cancellationToken);

    /// <summary>Marks a message as one that is to be found at once, or as one like the others; as <see cref="EditAsync"/>.</summary>
    /// <param name="message">The message's id.</param>
    /// <param name="on">False to take the mark away.</param>
    /// <param name="cancellationToken">Gives the change up; it may have been sent already.</param>
    public Task<Ack> PinAsync(string message, bool on = true, CancellationToken cancellationToken = default) =>
        CallAsync("Pin", IdempotencyKeys.Next(), (key, clock, retry) => new PinRequest(Code, key, message, on, clock, retry), cancellationToken);

    /// <summary>Decides something about a member or the room, and completes as <see cref="EditAsync"/> does.</summary>
    /// <param name="action"><c>kick</c>, <c>ban</c>, <c>unban</c>, <c>mute</c>, <c>unmute</c>, <c>slow</c>, <c>freeze</c> or <c>unfreeze</c>.</param>
    /// <param name="user">The user's id; null where it is about the room.</param>
    /// <param name="until">Until when; null for as long as the room.</param>
    /// <param name="interval">Of <c>slow</c>: the time between two messages of a member.</param>
    /// <param name="reason">Why; members see it.</param>
    /// <param name="cancellationToken">Gives it up; it may have been sent already.</param>
    /// <exception cref="ChatException">The room refused it, for instance with <see cref="ChatErrorCode.Forbidden"/>.</exception>
    public Task<Ack> ModerateAsync(
        string action, string? user = null, DateTimeOffset? until = null, TimeSpan? interval = null, string? reason = null, CancellationToken cancellationToken = default) => CallAsync(
        "Moderate",
        IdempotencyKeys.Next(),
        (key, clock, retry) => new ModerateRequest(
            Code, key, action, user, until?.ToUnixTimeMilliseconds(), interval is { } time ? (int)time.TotalMilliseconds : null, reason, clock, retry),
        cancellationToken);

    /// <summary>Gives a user another role, below one's own; as <see cref="ModerateAsync"/>.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="role"><c>member</c>, <c>moderator</c> or <c>admin</c>.</param>
    /// <param name="cancellationToken">Gives it up; it may have been sent already.</param>
    public Task<Ack> SetRoleAsync(string user, string role, CancellationToken cancellationToken = default) =>
        CallAsync("SetRole", IdempotencyKeys.Next(), (key, clock, retry) => new SetRoleRequest(Code, key, user, role, clock, retry), cancellationToken);

    /// <summary>
    /// Tells the others that the user types or has stopped; to be called at every key, if you like, since a signal that says nothing new is sent every
    /// 2 seconds at the most. It is not repeated where it is lost: the room ends typing by itself.
    /// </summary>
    /// <param name="on">Whether the user is typing.</param>
    public ValueTask SetTypingAsync(bool on)
    {
        _synchronizer.SetTyping(_entry, on);
        return ValueTask.CompletedTask;
    }

    /// <summary>Notes how far the user has read, and tells the server, now or when it is connected again; the highest number counts.</summary>
    /// <param name="seq">The highest number that the user has seen.</param>
    /// <exception cref="ChatException">The room was left.</exception>
    public ValueTask MarkReadAsync(long seq)
    {
        _synchronizer.MarkRead(_entry, seq);
        return ValueTask.CompletedTask;
    }

    /// <summary>Leaves the room. Messages that wait are given up. Without a connection nothing can be said; the room then notices by itself.</summary>
    public Task LeaveAsync() => _synchronizer.LeaveAsync(_entry);

    private Task<Ack> CallAsync(string method, string key, Func<string, long, bool?, object> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _synchronizer.SendAsync(_entry, new OutboxCall(key, method, (clock, retry) => request(key, clock, retry)), cancellationToken);
    }
}
