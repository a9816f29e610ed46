using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OrleansChat.Client;

/// <summary>
/// Tells several readers the same items. A reader that is too slow loses what waits for it, and gets one item instead that says so; nobody else
/// waits for it, and its memory stays bounded.
/// </summary>
internal sealed class Feed<T>(int capacity, T overflown)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Channel<T>> _readers = [];
    private bool _isComplete;

    /// <summary>What is told from now on.</summary>
    public IAsyncEnumerable<T> Subscribe(CancellationToken cancellationToken)
    {
        var reader = Channel.CreateBounded<T>(capacity);
        lock (_gate)
        {
            if (_isComplete)
            {
                reader.Writer.Complete();
            }
            else
            {
                _readers.Add(reader);
            }
        }

        return ReadAsync(reader, cancellationToken);
    }

    public void Publish(T item)
    {
        lock (_gate)
        {
            foreach (var reader in _readers)
            {
                if (!reader.Writer.TryWrite(item))
                {
                    Overflow(reader);
                }
            }
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            foreach (var reader in _readers)
            {
                reader.Writer.Complete();
            }

            _readers.Clear();
        }
    }

    private void Overflow(Channel<T> reader)
    {
        while (reader.Reader.TryRead(out _))
        {
        }

        reader.Writer.TryWrite(overflown);
    }

    private async IAsyncEnumerable<T> ReadAsync(Channel<T> reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in reader.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            lock (_gate)
            {
                _readers.Remove(reader);
            }
        }
    }
}
