using System.IO.Pipelines;

namespace OrleansChat.Gateway.Transport.Handover;

/// <summary>A connection's pipes as HTTP sees them: it ends them with its last request, unless that has taken the connection.</summary>
internal sealed class HttpTransport(IDuplexPipe transport, ConnectionHandover handover) : IDuplexPipe
{
    public PipeReader Input { get; } = new Reader(transport.Input, handover);

    public PipeWriter Output { get; } = new Writer(transport.Output, handover);

    private sealed class Reader(PipeReader inner, ConnectionHandover handover) : PipeReader
    {
        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
            if (!handover.IsTaken)
            {
                inner.Complete(exception);
            }
        }
    }

    private sealed class Writer(PipeWriter inner, ConnectionHandover handover) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(source, cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            if (!handover.IsTaken)
            {
                inner.Complete(exception);
            }
        }
    }
}
