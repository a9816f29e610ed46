using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Connections;

/// <summary>What all members of a run share.</summary>
/// <param name="Recorder">Takes every observation.</param>
/// <param name="Servers">Where members connect.</param>
/// <param name="Buffers">Gives receive buffers.</param>
/// <param name="Writer">Writes what is sent again; under the recorder's lock.</param>
/// <param name="Agenda">What members do later; null where a connection that ends is not followed by another.</param>
/// <param name="Returns">When members come back that left as the mix wants it; null where there is no mix.</param>
/// <param name="Random">Spreads the members that come back, and decides what is reacted to and how.</param>
internal sealed record FleetSetup(
    LoadRecorder Recorder, IReadOnlyList<TargetServer> Servers, ReceiveBuffers Buffers, SendWriter Writer, Agenda? Agenda, Agenda? Returns, Random Random);
