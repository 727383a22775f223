using BenchmarkDotNet.Running;
using MashaBot.Pictures.Bench;

if (args is ["gallery", var folder]) return Gallery.Write(folder);
if (args is ["endurance", var content]) return Endurance.Run(content);
BenchmarkSwitcher.FromAssembly(typeof(Gallery).Assembly).Run(args);
return 0;
