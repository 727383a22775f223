namespace MashaBot.Playground;

/// <summary>A clock that runs like the real one and can be moved on. Timers that fall due meanwhile fire, in order, each seeing its own due time.</summary>
/// <remarks>It never goes back. Timestamps (stopwatches, delays, timeouts of its users) move with it.</remarks>
public sealed class PlaygroundClock : TimeProvider
{
    private readonly TimeProvider real;
    private readonly Lock gate = new();
    private readonly List<ClockTimer> timers = [];
    private TimeSpan ahead;
    private DateTimeOffset? held;   // now, while the timers of a move fire
    private long order;

    /// <summary>A clock that begins so far ahead of the real one.</summary>
    public PlaygroundClock(TimeSpan ahead = default) : this(System, ahead) { }

    /// <summary>A clock over another one, which tests can hold still.</summary>
    public PlaygroundClock(TimeProvider real, TimeSpan ahead = default)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, TimeSpan.Zero);
        this.real = real;
        this.ahead = ahead;
    }

    /// <summary>After each move.</summary>
    public event Action? Moved;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Ahead { get { lock (gate) return ahead; } }

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return held ?? real.GetUtcNow() + ahead;
    }

    /// <summary>Moves time on by <paramref name="span"/> and returns when all timers that fell due were fired.</summary>
    public void MoveOn(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        MoveTo(GetUtcNow() + span);
    }

    /// <summary>Moves time on to <paramref name="instant"/>; an instant that is past changes nothing.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (gate)
        {
            if (held is not null) throw new InvalidOperationException("The clock is being moved already.");
            held = real.GetUtcNow() + ahead;
        }
        try
        {
            while (TakeDue(instant) is { } timer) timer.Fire();
        }
        finally
        {
            lock (gate)
            {
                if (instant > held) held = instant;
                var moved = held.Value - (real.GetUtcNow() + ahead);
                if (moved > TimeSpan.Zero) ahead += moved;
                held = null;
                foreach (var timer in timers) timer.Arm(real.GetUtcNow() + ahead);
            }
        }
        Moved?.Invoke();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ClockTimer? TakeDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var timer = timers.Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).FirstOrDefault();
            if (timer is null) return null;
            if (timer.Due > held) held = timer.Due;
            timer.Reschedule();
            return timer;
        }
    }

    private sealed class ClockTimer(PlaygroundClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? context = ExecutionContext.Capture();
        private TimeSpan period;
        private ITimer? alarm;   // of the real clock, for the time when nobody moves this one
        private bool disposed;

        public DateTimeOffset? Due { get; private set; }
        public long Order { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed) return false;
                this.period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                Order = clock.order++;
                if (Due is null) clock.timers.Remove(this);
                else if (!clock.timers.Contains(this)) clock.timers.Add(this);
                Arm(clock.GetUtcNow());
                return true;
            }
        }

        /// <summary>After a firing: the next period, or never.</summary>
        public void Reschedule()
        {
            if (period > TimeSpan.Zero) Due += period;
            else
            {
                Due = null;
                clock.timers.Remove(this);
            }
        }

        public void Arm(DateTimeOffset now)
        {
            // No real alarm while the clock is held: the move itself fires what is due and arms the rest afterwards.
            if (clock.held is not null) return;
            var wait = Due is { } due ? due - now : Timeout.InfiniteTimeSpan;
            if (Due is not null && wait < TimeSpan.Zero) wait = TimeSpan.Zero;
            if (wait > LongestAlarm) wait = LongestAlarm;
            if (alarm is null)
            {
                if (Due is null) return;
                using (ExecutionContext.SuppressFlow())
                    alarm = clock.real.CreateTimer(static timer => ((ClockTimer)timer!).Ring(), this, wait, Timeout.InfiniteTimeSpan);
            }
            else alarm.Change(wait, Timeout.InfiniteTimeSpan);
        }

        private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(20);   // what real timers accept

        private void Ring()
        {
            lock (clock.gate)
            {
                if (disposed || Due is null || clock.held is not null) return;
                if (Due > clock.GetUtcNow())
                {
                    Arm(clock.GetUtcNow());
                    return;
                }
                Reschedule();
                Arm(clock.GetUtcNow());
            }
            Fire();
        }

        public void Fire()
        {
            if (context is null) callback(state);
            else ExecutionContext.Run(context, static timer => ((ClockTimer)timer!).Call(), this);
        }

        private void Call() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                Due = null;
                clock.timers.Remove(this);
                alarm?.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
