using Orleans.Embedded.Messaging;
using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Turns;

/// <summary>
/// Executes turns on the thread pool; the only place of the runtime that knows of it. A call from outside of grains that finds its grain idle is the
/// exception: its turn is executed by the thread that calls, before it goes on, which saves a hop to another thread and one back.
/// </summary>
internal sealed class ThreadPoolTurnScheduler : ITurnScheduler
{
    /// <summary>What a turn sees of whoever called: nothing, as on the thread pool.</summary>
    private static readonly ExecutionContext NoContext = CaptureNothing();

    [ThreadStatic]
    private static PromptCall? _prompt;

    public int StepsPerTurn => 32;

    // The shared queue and not the thread's own: that one is last-in-first-out, so that two grains that call each other would starve the rest.
    public void Schedule(IThreadPoolWorkItem turn)
    {
        if (!TryTakeAlong(turn))
        {
            ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);
        }
    }

    public bool TryTakeAlong(IThreadPoolWorkItem turn) => _prompt is { } prompt && prompt.TryTake(turn);

    public static void Send(Call call)
    {
        // Who is called back in the midst of this must not have another turn executed within its own.
        var prompt = _prompt ??= new PromptCall();
        if (!prompt.TryBegin(call))
        {
            call.Caller.Send(call);
            return;
        }

        try
        {
            call.Caller.Send(call);
            if (prompt.TakeTurn() is { } turn)
            {
                ExecutionContext.Run(NoContext, static turn => ((IThreadPoolWorkItem)turn!).Execute(), turn);
            }
        }
        finally
        {
            if (prompt.End())
            {
                call.Execute();
            }
        }
    }

    private static ExecutionContext CaptureNothing()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }

    /// <summary>A call that a thread makes, with what comes of it while the thread waits for it.</summary>
    private sealed class PromptCall
    {
        private Call? _call;
        private IThreadPoolWorkItem? _turn;
        private bool _isSent;
        private bool _isSettled;

        public bool TryBegin(Call call)
        {
            if (_call is not null)
            {
                return false;
            }

            (_call, _turn, _isSent, _isSettled) = (call, null, false, false);
            return true;
        }

        /// <summary>Takes the turn that the call itself asks for, and the call once it is settled; all else goes to the thread pool.</summary>
        public bool TryTake(IThreadPoolWorkItem turn)
        {
            if (_call is not null && ReferenceEquals(turn, _call))
            {
                return _isSettled = true;
            }

            if (_call is null || _isSent)
            {
                return false;
            }

            _turn = turn;
            return _isSent = true;
        }

        /// <summary>The turn to execute; none is taken after it.</summary>
        public IThreadPoolWorkItem? TakeTurn()
        {
            _isSent = true;
            return _turn;
        }

        /// <summary>Whether the call was settled meanwhile.</summary>
        public bool End()
        {
            (_call, _turn) = (null, null);
            return _isSettled;
        }
    }
}
