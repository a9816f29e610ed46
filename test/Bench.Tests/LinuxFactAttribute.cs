namespace OrleansChat.Bench.Tests;

/// <summary>A test of what stands on epoll.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "epoll is Linux's.";
}
