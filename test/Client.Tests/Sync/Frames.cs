using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests.Sync;

/// <summary>Frames and answers of the room R, short to write.</summary>
internal static class Frames
{
    public static readonly UserInfo Ann = new("ann", "Ann");
    public static readonly UserInfo Ben = new("ben", "Ben");
    public static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static MessageFrame Message(long seq, long epoch = 1, UserInfo? from = null) =>
        new("R", epoch, seq, Clock: seq, At: seq, $"m{seq}", from ?? Ann, $"text {seq}", "text");

    public static JoinedFrame Came(long seq, UserInfo user, int count, long epoch = 1) => new("R", epoch, seq, seq, seq, Member(user), count);

    public static LeftFrame Went(long seq, UserInfo user, int count, long epoch = 1) => new("R", epoch, seq, seq, seq, user, "left", count);

    public static MemberInfo Member(UserInfo user) => new(user.Id, user.Name, "member");

    public static Joined Joined(long head, long epoch = 1, IReadOnlyList<MessageFrame>? messages = null, params UserInfo[] members) =>
        new("R", epoch, head, head, Member(Ann), [.. members.Select(Member)], members.Length, messages ?? [], []);

    public static MessagePage Page(long head, IReadOnlyList<MessageFrame> messages, bool hasMore = false, long epoch = 1) =>
        new("R", epoch, head, messages, hasMore);

    public static Ack Ack(long seq, long epoch = 1) => new($"m{seq}", epoch, seq, seq, seq, false, "memory");

    public static ChatError Error(string code, bool retryable = false, long? retryAfterMs = null) => new(code, "No.", retryable) { RetryAfterMs = retryAfterMs };
}
