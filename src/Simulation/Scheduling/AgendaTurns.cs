using Orleans.Embedded;

namespace OrleansChat.Simulation.Scheduling;

/// <summary>Makes every step of every turn a step of the simulation.</summary>
internal sealed class AgendaTurns(Agenda agenda) : ITurnScheduler
{
    public int StepsPerTurn => 1;

    public void Schedule(IThreadPoolWorkItem turn) => agenda.Add(turn);
}
