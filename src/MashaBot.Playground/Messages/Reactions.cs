namespace MashaBot.Playground.Messages;

/// <summary>The emoji a bot may react with; no others exist.</summary>
internal static class Reactions
{
    private static readonly HashSet<string> Allowed =
    [
        .. ("👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
            + "🤷‍♂ 🤷 🤷‍♀ 😡").Split(' '),
    ];

    public static bool IsAllowed(string emoji) => Allowed.Contains(emoji.TrimEnd('\uFE0F'));
}
