using System.Text;

namespace OrleansChat.LoadTest.Running;

/// <summary>A short name that no run of the last weeks has: the last digits, to base 36, of the time in milliseconds.</summary>
internal static class RunName
{
    public static string Of(DateTimeOffset startedAt)
    {
        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var name = new StringBuilder();
        for (var rest = startedAt.ToUnixTimeMilliseconds(); name.Length < 6; rest /= Digits.Length)
        {
            name.Insert(0, Digits[(int)(rest % Digits.Length)]);
        }

        return name.ToString();
    }
}
