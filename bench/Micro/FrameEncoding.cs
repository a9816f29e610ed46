using BenchmarkDotNet.Attributes;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Micro;

/// <summary>A message's frames: one for the author, one that all the others share.</summary>
public class FrameEncoding
{
    private readonly MessagePosted _message = Samples.Message(seq: 1);

    /// <summary>Encodes both.</summary>
    [Benchmark]
    public int EncodeBoth()
    {
        var encoded = new EncodedEvent(_message);
        return encoded.For(Samples.Persons[0].Id)!.Bytes + encoded.For(Samples.Persons[1].Id)!.Bytes;
    }
}
