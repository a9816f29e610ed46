using System.Text;
using OrleansChat.History;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Connections;

/// <summary>A room of the run, with what its connections share.</summary>
/// <param name="number">Its number in the run, from 0.</param>
/// <param name="code">Its room code, as the server normalises it.</param>
/// <param name="run">Name of the run, at the head of every body.</param>
/// <param name="members">How many connections are in it.</param>
/// <param name="checker">What checks it.</param>
/// <param name="mixed">What its members know together where they do more than speak; null where they do not.</param>
internal sealed class LoadRoom(int number, string code, byte[] run, int members, RoomChecker checker, MixedRoom? mixed)
{
    private readonly byte[] _code = Encoding.ASCII.GetBytes(code);
    private readonly byte[] _join = HubInvocation.Join(code, mixed is null ? 0 : MessageView.Capacity);

    private long _lastNumber;

    public int Number => number;

    public ReadOnlySpan<byte> Code => _code;

    public ReadOnlySpan<byte> Run => run;

    public ReadOnlyMemory<byte> JoinInvocation => _join;

    /// <summary>The number in the run of its first connection.</summary>
    public int FirstConnection => number * members;

    public RoomChecker Checker => checker;

    public MixedRoom? Mixed => mixed;

    /// <summary>Asks to go on from a place.</summary>
    public byte[] HelloInvocation(Position place) => HubInvocation.Hello(code, place.Epoch, place.Seq);

    /// <summary>The number in the room of the next message, which is its key as well; under the recorder's lock.</summary>
    public long TakeNumber() => ++_lastNumber;
}
