using OrleansChat.Gateway;
using OrleansChat.Gateway.Lifetime;

return await PlainErrors.GuardAsync(() => GatewayApplication.Create(args).RunCheckedAsync(), Console.Error);
