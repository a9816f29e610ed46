using OrleansChat.Gateway;
using OrleansChat.Gateway.Lifetime;
using OrleansChat.Gateway.Runtimes;

SocketThreads.Prepare();
return await PlainErrors.GuardAsync(() => GatewayApplication.Create(args).RunCheckedAsync(), Console.Error);
