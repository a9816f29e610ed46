using OrleansChat.History;
using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Tests.Mix;

public sealed class MixedRoomTests
{
    [Fact]
    public void MemberOf_WhoWasIntroduced_IsKnown()
    {
        var room = new MixedRoom();
        room.Introduce("ann"u8, 4);

        Assert.Equal(4, room.MemberOf("ann"u8));
        Assert.Null(room.MemberOf("ben"u8));
    }

    [Fact]
    public void SeqOf_ManyMessages_ForgetsTheOldestAlone()
    {
        var room = new MixedRoom();
        for (var seq = 1; seq <= 1025; seq++)
        {
            room.Note(Fingerprint.Of(Id(seq)), seq);
            room.Note(Fingerprint.Of(Id(seq)), seq);
        }

        Assert.Null(room.SeqOf(Id(1)));
        Assert.Equal((2, 1025), (room.SeqOf(Id(2)), room.SeqOf(Id(1025))));
    }

    private static byte[] Id(long seq) => BitConverter.GetBytes(seq);
}
