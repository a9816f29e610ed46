using OrleansChat.Gateway.RateLimits;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.RateLimits;

namespace OrleansChat.Grains.Tests.RateLimits;

/// <summary>
/// One greedy user on several gateways, with the real bucket and the real leases, and a network and processes that fail as the seed says: requests and
/// answers are late or lost, gateways and silos die. The seed decides everything.
/// </summary>
internal sealed class LeaseSimulation
{
    private const long Start = 1_800_000_000_000;
    private static readonly BucketKey Key = new(RateLimitTier.Message, new UserId("ann"));

    private readonly Random _random;
    private readonly int _limit;
    private readonly TimeSpan _window;
    private readonly Faults _faults;
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private readonly List<long> _losses = [];
    private readonly SimulatedGateway[] _gateways;
    private TokenBucket? _bucket;
    private string _activation = "";
    private long _now = Start;
    private long _order;
    private long _lastNumber;

    public LeaseSimulation(int seed, int limit, int windowSeconds, Faults faults)
    {
        _random = new Random(seed);
        (_limit, _window, _faults) = (limit, TimeSpan.FromSeconds(windowSeconds), faults);
        _gateways = [.. Enumerable.Range(0, 2 + (seed % 2)).Select(i => new SimulatedGateway(new GatewayId($"{i}-0")))];
        Admitted = new AdmittedOperations(limit, WindowMs);
    }

    public AdmittedOperations Admitted { get; }

    /// <summary>How often each thing happened, by name: what never happened was not tested.</summary>
    public Dictionary<string, int> Happened { get; } = [];

    private long WindowMs => (long)_window.TotalMilliseconds;

    public void Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            // Long silences let leases and buckets fill; no time at all between two attempts makes bursts.
            var pause = _random.Next(12) switch { 0 => _random.NextInt64(WindowMs), < 4 => _random.NextInt64(1 + (WindowMs / _limit)), _ => 0 };
            RunUntil(_now + pause);
            Fail();
            Attempt(_gateways[_random.Next(_gateways.Length)], _random.Next(4) == 0 ? 2 * _limit : 1);
        }

        RunUntil(_now + (4 * WindowMs));
    }

    private void Fail()
    {
        if (Chance(_faults.SiloLoss))
        {
            Count(_bucket is null ? "idle silo lost" : "bucket lost");
            if (_bucket is not null && _gateways.Any(gateway => gateway.MayHold))
            {
                Count("bucket lost while leased");
            }

            _bucket = null;
            _losses.Add(_now);
        }

        if (Chance(_faults.GatewayLoss))
        {
            Count("gateway lost");
            var index = _random.Next(_gateways.Length);
            _gateways[index] = new SimulatedGateway(new GatewayId($"{index}-{_order++}"));
        }
    }

    private void Attempt(SimulatedGateway gateway, int operations)
    {
        gateway.Waiting += operations;
        Serve(gateway);
    }

    private void Serve(SimulatedGateway gateway)
    {
        while (gateway.Waiting > 0 && gateway.Lease.TryTake(_now, out var refused))
        {
            gateway.Waiting--;
            Count(refused is null ? "admitted" : "refused");
            if (refused is null)
            {
                Admitted.Add(_now);
            }
        }

        if (gateway is { Waiting: > 0, IsAsking: false })
        {
            Ask(gateway);
        }
    }

    private void Ask(SimulatedGateway gateway)
    {
        gateway.IsAsking = gateway.MayHold = true;
        var asked = _now;
        var command = gateway.Lease.Ask(++_lastNumber, int.MaxValue, null!, asked);
        var lossAt = _losses.Count;
        if (Chance(_faults.Lost))
        {
            Count("request lost");
            After(1_000, () => GiveUp(gateway));

            // It may still come, long after its caller has given it up.
            After(_random.NextInt64(3_000), () => Answer(command));
            return;
        }

        After(Delay(), () =>
        {
            if (_losses.Count != lossAt && _random.Next(2) == 0)
            {
                GiveUp(gateway);
                return;
            }

            var reply = Answer(command);
            if (Chance(_faults.Lost))
            {
                Count("answer lost");
                After(1_000, () => GiveUp(gateway));
                return;
            }

            After(Delay(), () =>
            {
                gateway.IsAsking = false;
                if (_losses.Count != lossAt)
                {
                    Count("answer of a lost bucket");
                }

                // A lease that comes too late to be used is an outage for those who wait.
                gateway.Waiting = gateway.Lease.Complete(reply, asked, _now) ? gateway.Waiting : 0;
                After(WindowMs, () => Return(gateway));
                if (_gateways.Contains(gateway))
                {
                    Serve(gateway);
                }
            });
        });
    }

    private void GiveUp(SimulatedGateway gateway)
    {
        gateway.Lease.Fail();
        (gateway.IsAsking, gateway.Waiting) = (false, 0);
    }

    private void Return(SimulatedGateway gateway)
    {
        if (!gateway.IsAsking && gateway.Lease.MustReturn(_now))
        {
            Count("returned");
            var ended = gateway.Lease.End(_now);
            After(Delay(), () => _bucket?.End(ended, _now));
        }
    }

    private Reply<TokensLeased> Answer(LeaseTokens command)
    {
        var bucket = Activate();
        if (command.Known is { } known && known != _activation)
        {
            bucket.CorrectBeginning();
        }

        if (command.Ended is { } ended)
        {
            bucket.End(ended, _now);
        }

        foreach (var id in bucket.HasToken(_now) ? [] : bucket.HoldersBeside(command.Gateway))
        {
            if (_gateways.FirstOrDefault(gateway => gateway.Id == id) is { } holder)
            {
                var recalled = holder.Lease.End(_now);
                Count(recalled.Unused > 0 ? "recalled" : "recalled nothing");
                if (!Chance(_faults.Lost))
                {
                    bucket.End(recalled, _now);
                }
            }
        }

        return bucket.Lease(command, _activation, _now);
    }

    private TokenBucket Activate()
    {
        if (_bucket is null)
        {
            _activation = $"{_order++}";
            _bucket = _losses.Count == 0 ? new TokenBucket(_limit, _window, _now) : TokenBucket.AfterLosses(_limit, _window, [.. _losses.TakeLast(8)], _now);
        }

        return _bucket;
    }

    private void RunUntil(long end)
    {
        while (_events.TryPeek(out _, out var next) && next.At <= end)
        {
            _now = Math.Max(_now, next.At);
            _events.Dequeue()();
        }

        _now = end;
    }

    private void After(long delay, Action action) => _events.Enqueue(action, (_now + delay, _order++));

    private long Delay() => _random.Next(3) == 0 ? _random.NextInt64(1 + _faults.LongestDelayMs) : 0;

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private void Count(string name) => Happened[name] = Happened.GetValueOrDefault(name) + 1;

    /// <summary>How likely each fault is at each step.</summary>
    public sealed record Faults(double SiloLoss, double GatewayLoss, double Lost, long LongestDelayMs);

    private sealed class SimulatedGateway(GatewayId id)
    {
        public GatewayId Id { get; } = id;

        public TokenLease Lease { get; } = new(Key, id);

        public int Waiting { get; set; }

        public bool IsAsking { get; set; }

        public bool MayHold { get; set; }
    }
}
