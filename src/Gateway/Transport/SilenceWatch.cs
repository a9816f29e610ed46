namespace OrleansChat.Gateway.Transport;

/// <summary>
/// How long each side of a connection has been silent, in whole seconds: reads and writes only leave a mark, and a tick a second counts. Pure.
/// </summary>
internal struct SilenceWatch
{
    private const byte HandshakeSeconds = 5;
    private const byte PingSeconds = 15;
    private const byte MostSeconds = 30;
    private const byte ClosingSeconds = 2;

    private byte _clientSilent;
    private byte _serverSilent;
    private byte _closing;

    /// <summary>What is to be done now.</summary>
    /// <param name="phase">How far the connection has come.</param>
    /// <param name="heard">Whether something came since the last tick.</param>
    /// <param name="wrote">Whether something was written since the last tick.</param>
    public SilenceVerdict Tick(SocketPhase phase, bool heard, bool wrote)
    {
        if (phase is SocketPhase.Closing)
        {
            // The first tick can come at once, so it does not count as a second.
            return _closing++ >= ClosingSeconds ? SilenceVerdict.Abort : SilenceVerdict.Nothing;
        }

        _clientSilent = heard && phase is SocketPhase.Open ? (byte)0 : (byte)(_clientSilent + 1);
        _serverSilent = wrote ? (byte)0 : (byte)(_serverSilent + 1);
        if (_clientSilent > (phase is SocketPhase.Handshake ? HandshakeSeconds : MostSeconds))
        {
            return SilenceVerdict.Close;
        }

        if (_serverSilent < PingSeconds || phase is SocketPhase.Handshake)
        {
            return SilenceVerdict.Nothing;
        }

        _serverSilent = 0;
        return SilenceVerdict.Ping;
    }
}
