using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Domain.Tests.Gateways;

public sealed class GatewayHoldingsTests
{
    private static readonly GatewayId A = new("a");
    private static readonly GatewayId B = new("b");

    private readonly GatewayHoldings _holdings;
    private readonly FakeTime _time = new();

    public GatewayHoldingsTests() => _holdings = new GatewayHoldings(_time);

    [Fact]
    public void DropAll_RoomsAndUsers_TellsEachOfThatGatewayOnce()
    {
        var (grains, cluster) = FakeCluster.New();
        _holdings.Add(A, RoomId.Parse("TWO"));
        _holdings.Add(A, RoomId.Parse("ONE"));
        _holdings.Add(A, RoomId.Parse("ONE"));
        _holdings.Add(A, new UserId("ann"));
        _holdings.Add(B, RoomId.Parse("THREE"));
        _holdings.DropAll(A, grains);
        _holdings.DropAll(A, grains);
        Assert.Equal(["room ONE lost a", "room TWO lost a", "user ann lost a"], cluster.Dropped);
        Assert.Equal([B], _holdings.Gateways);
    }

    [Fact]
    public void AuditSilent_NothingHeardForLong_AsksThatRoomOnce()
    {
        var (grains, cluster) = FakeCluster.New();
        _holdings.Add(A, RoomId.Parse("ONE"));
        _holdings.Add(A, RoomId.Parse("TWO"));
        _time.Advance(TimeSpan.FromSeconds(40));
        _holdings.Hear(A, RoomId.Parse("TWO"));
        _time.Advance(TimeSpan.FromSeconds(36));
        _holdings.AuditSilent(grains);
        _time.Advance(TimeSpan.FromSeconds(1));
        _holdings.AuditSilent(grains);
        Assert.Equal(["room ONE about a"], cluster.Audited);
        Assert.True(_holdings.IsSilent(A, RoomId.Parse("ONE")));
        Assert.False(_holdings.IsSilent(A, RoomId.Parse("TWO")));
    }

    [Fact]
    public void AuditSilent_HeardAgainAfterAnAudit_AsksAfterTheNextSilence()
    {
        var (grains, cluster) = FakeCluster.New();
        _holdings.Add(A, RoomId.Parse("ONE"));
        _time.Advance(TimeSpan.FromSeconds(76));
        _holdings.AuditSilent(grains);
        _holdings.Hear(A, RoomId.Parse("ONE"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _holdings.AuditSilent(grains);
        Assert.Single(cluster.Audited);
        _time.Advance(TimeSpan.FromSeconds(76));
        _holdings.AuditSilent(grains);
        Assert.Equal(2, cluster.Audited.Count);
    }

    [Fact]
    public void AuditSilent_AgainWithinASecond_DoesNotLook()
    {
        var (grains, cluster) = FakeCluster.New();
        _time.Advance(TimeSpan.FromSeconds(1));
        _holdings.Add(A, RoomId.Parse("ONE"));
        _time.Advance(TimeSpan.FromMilliseconds(74_900));
        _holdings.AuditSilent(grains);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _holdings.AuditSilent(grains);
        Assert.Empty(cluster.Audited);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _holdings.AuditSilent(grains);
        Assert.Single(cluster.Audited);
    }

    [Fact]
    public void Hear_GatewayThatHoldsNothingThere_IsNotTakenIn()
    {
        _holdings.Hear(A, RoomId.Parse("ONE"));
        Assert.Empty(_holdings.Gateways);
        Assert.False(_holdings.IsSilent(A, RoomId.Parse("ONE")));
    }

    [Fact]
    public void Remove_LastOfAGateway_ForgetsTheGateway()
    {
        _holdings.Add(A, RoomId.Parse("ONE"));
        _holdings.Add(A, new UserId("ann"));
        _holdings.Remove(A, RoomId.Parse("ONE"));
        Assert.Equal([A], _holdings.Gateways);
        _holdings.Remove(A, new UserId("ann"));
        Assert.Empty(_holdings.Gateways);
    }

    [Fact]
    public void Remove_Unknown_ChangesNothing()
    {
        _holdings.Add(A, RoomId.Parse("ONE"));
        _holdings.Remove(A, RoomId.Parse("TWO"));
        _holdings.Remove(A, new UserId("ann"));
        _holdings.Remove(B, RoomId.Parse("ONE"));
        _holdings.Remove(B, new UserId("ann"));
        Assert.Equal([A], _holdings.Gateways);
    }
}
