namespace OrleansChat.Gateway.Rooms;

/// <summary>Keeps a connection's repeated typing signals from the room: one "on" an interval, and "off" only after "on".</summary>
internal struct TypingThrottle
{
    private long _lastOn;
    private bool _isOn;

    public bool Passes(bool on, long timestamp, TimeProvider time, TimeSpan interval)
    {
        if (!on)
        {
            var wasOn = _isOn;
            _isOn = false;
            return wasOn;
        }

        if (_isOn && time.GetElapsedTime(_lastOn, timestamp) < interval)
        {
            return false;
        }

        _isOn = true;
        _lastOn = timestamp;
        return true;
    }
}
