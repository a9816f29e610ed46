namespace OrleansChat.LoadTest.Running;

/// <summary>Shows how a run goes: live on a terminal, as plain lines elsewhere.</summary>
internal interface IRunProgress
{
    void Show(RunSnapshot snapshot);
}
