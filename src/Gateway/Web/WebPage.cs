using Microsoft.Extensions.FileProviders;

namespace OrleansChat.Gateway.Web;

/// <summary>The web app: files that the build made, served at <c>/</c>, under headers that let no foreign script run.</summary>
internal static class WebPage
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private const string NotBuilt =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>OrleansChat</title>
        <h1>OrleansChat is running</h1>
        <p>The web page was not built, because npm was missing. Install Node.js and start again, or connect a client to <code>/hub/chat</code>.</p></html>
        """;

    /// <summary>Serves the folder <c>Web:Root</c> (default <c>wwwroot</c> beside the program).</summary>
    public static void UseWebPage(this WebApplication app)
    {
        var root = Path.GetFullPath(app.Configuration["Web:Root"] ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next();
        });

        if (!File.Exists(Path.Combine(root, "index.html")))
        {
            app.MapGet("/", () => Results.Content(NotBuilt, "text/html"));
            return;
        }

        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = new PhysicalFileProvider(root) });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(root),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
