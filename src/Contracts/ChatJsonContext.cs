using System.Text.Json.Serialization;

namespace OrleansChat.Contracts;

[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinRequest[]))]
[JsonSerializable(typeof(LeaveRequest))]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(TypingRequest))]
[JsonSerializable(typeof(MarkReadRequest))]
[JsonSerializable(typeof(FetchRequest))]
[JsonSerializable(typeof(MembersRequest))]
[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Ack))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(Joined))]
[JsonSerializable(typeof(JoinedMany))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(Frame))]
[JsonSerializable(typeof(Frame[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(object))]
internal sealed partial class ChatJsonContext : JsonSerializerContext;
