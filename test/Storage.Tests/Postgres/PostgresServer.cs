using System.Diagnostics;
using System.Text;
using Npgsql;

namespace OrleansChat.Storage.Tests.Postgres;

/// <summary>A private PostgreSQL server on a socket in a temporary folder; the folder goes when the tests are over.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Ready = "database system is ready to accept connections";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-pg-").FullName;
    private Task<string>? _exited;
    private int _databases;

    private string Data => Path.Combine(_folder, "data");

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Folder is null)
        {
            // Every test that would have used the server is skipped, unless skipping is not allowed.
            Assert.False(PostgresBinaries.Required, PostgresBinaries.Missing);
            return;
        }

        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await RunAsync(AsServer("initdb", "-D", Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"));
        await StartAsync();
    }

    /// <summary>Creates an empty database and answers how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{++_databases}";

        // Without a pool: a test that crashes the server must not leave a broken connection to the next one.
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Stops the server without letting it write anything more, as a crash does.</summary>
    public async Task CrashAsync()
    {
        await RunAsync(AsServer("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w"));
        await _exited!.WaitAsync(Patience);
    }

    /// <summary>Starts the server on the data that it left.</summary>
    public async Task StartAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new StringBuilder();
        var postmaster = new Process { StartInfo = AsServer("postgres", "-D", Data, "-k", _folder, "-c", "listen_addresses=", "-c", "fsync=off") };
        postmaster.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }

            if (line.Data?.Contains(Ready, StringComparison.Ordinal) is true)
            {
                started.TrySetResult();
            }
        };
        postmaster.Start();
        postmaster.BeginErrorReadLine();
        postmaster.BeginOutputReadLine();
        _exited = LogAtExitAsync(postmaster, log);

        if (await Task.WhenAny(started.Task, _exited).WaitAsync(Patience) == _exited)
        {
            Assert.Fail($"PostgreSQL ended before it was ready: {await _exited}");
        }
    }

    public async Task DisposeAsync()
    {
        if (_exited is { IsCompleted: false })
        {
            await CrashAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> LogAtExitAsync(Process postmaster, StringBuilder log)
    {
        using (postmaster)
        {
            await postmaster.WaitForExitAsync();
        }

        lock (log)
        {
            return log.ToString();
        }
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _folder, Username = "postgres", Database = database }.ConnectionString;

    /// <summary>The server refuses to run as root, so it then runs as the user that Debian's package made for it.</summary>
    private ProcessStartInfo AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(PostgresBinaries.Folder!, program);

        // setpriv becomes the program instead of staying its parent, so the process that is waited for is the server itself.
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = _folder;
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        return start;
    }

    private static Task RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)} failed: {await errors}{await output}");
    }
}
